/*
 * The journey's one script; every page works without it. A part marked data-live is fetched anew every so many seconds, for
 * at most five minutes, and only what has changed in it is replaced, so that a screen reader says just that. A form marked
 * data-keep-alive keeps the session while somebody reads; one marked data-keeps sends what is typed there, field by field, since a
 * link that leads away takes nothing along. A button marked data-copy copies what the element of that id says.
 * A field marked data-filter hides the tiles that are called otherwise while it is typed into; the element of that id says how
 * many are left. What is chosen stays to be seen. A list that the server has shortened already is left to it.
 */
(() => {
    "use strict";
    const live = document.querySelector("[data-live]");
    const LIVE_FOR = 5 * 60 * 1000;
    const ALIVE_EVERY = 5 * 60 * 1000;

    function replaceWhatChanged(now, next) {
        if (now.isEqualNode(next)) {
            return;
        }
        const same = now.children.length > 0 && now.children.length === next.children.length
            && [...now.children].every((child, i) => child.tagName === next.children[i].tagName);
        if (same && now.hasAttribute("data-live") || same && now.tagName === "UL") {
            [...now.children].forEach((child, i) => replaceWhatChanged(child, next.children[i]));
        } else if (now.hasAttribute("data-live")) {
            now.replaceChildren(...next.childNodes);
        } else {
            now.replaceWith(next.cloneNode(true));
        }
    }

    async function look() {
        const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
        if (answer.redirected || !answer.ok) {
            location.assign(answer.redirected ? answer.url : location.pathname);
            return false;
        }
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const next = page.querySelector("[data-live]");
        if (next) {
            replaceWhatChanged(live, next);
        }
        return true;
    }

    if (live) {
        const end = Date.now() + LIVE_FOR;
        const again = () => setTimeout(async () => {
            const here = await look().catch(() => true); // the line may be back at the next look
            if (here && Date.now() < end) {
                again();
            }
        }, Number(live.dataset.live) * 1000);
        again();
    }

    document.querySelectorAll("[data-copy]").forEach((button) => {
        button.hidden = false;
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
            button.textContent = button.dataset.copied;
        });
    });

    const filter = document.querySelector("[data-filter]");
    if (filter && filter.defaultValue === "") {
        const said = document.getElementById(filter.dataset.filter);
        const lists = [...document.querySelectorAll(".tiles")];
        filter.addEventListener("input", () => {
            const wanted = filter.value.trim().toLowerCase();
            let found = 0;
            lists.forEach((list) => {
                [...list.children].forEach((tile) => {
                    const fits = tile.querySelector("span").textContent.toLowerCase().includes(wanted);
                    tile.hidden = !fits && !tile.querySelector(":checked");
                    found += fits ? 1 : 0;
                });
                list.previousElementSibling.hidden = [...list.children].every((tile) => tile.hidden);
            });
            const words = found === 0 ? said.dataset.none : said.dataset.some.replace("#", found);
            said.textContent = wanted === "" ? "" : words;
        });
    }

    const keeps = document.querySelector("form[data-keeps]");
    if (keeps) {
        // The page stays as it is, also where the line is down: the form itself is still to be sent.
        keeps.addEventListener("change", () => fetch(keeps.dataset.keeps, { method: "POST", body: new URLSearchParams(new FormData(keeps)), keepalive: true })
            .catch(() => undefined));
    }

    if (document.querySelector("[data-keep-alive]")) {
        setInterval(() => fetch("/journey/alive").catch(() => undefined), ALIVE_EVERY);
    }
})();
