package standin.quickbooks;

/** The stand-in's pages: plain, and clearly not the real thing. */
final class Page {

    private static final String STYLE = """
            body{margin:0;background:#f2f5f1;color:#1d2a1f;font:16px/1.5 system-ui,sans-serif}
            main{max-width:34rem;margin:3rem auto;padding:2rem;background:#fff;border-top:6px solid #1b6e2e}
            main.wide{max-width:64rem}
            p.note{margin:0 0 1.5rem;font-size:.875rem;color:#4a574c}
            h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}
            label{display:block;padding:.75rem;margin:.5rem 0;border:1px solid #8b988d;cursor:pointer}
            label small{display:block;margin-left:1.75rem;color:#4a574c}
            button{font:inherit;padding:.65rem 1.5rem;margin:1rem .75rem 0 0;border:1px solid #1b6e2e;\
            background:#1b6e2e;color:#fff;cursor:pointer}
            button.second{background:#fff;color:#1b6e2e}
            button.small{font-size:.875rem;padding:.25rem .5rem;margin:.125rem .25rem .125rem 0}
            a{color:#145523}
            table{width:100%;border-collapse:collapse;font-size:.875rem}
            th{white-space:nowrap}
            th,td{padding:.35rem .5rem;text-align:left;border-bottom:1px solid #d5dcd6;overflow-wrap:anywhere}
            """;

    private Page() {
    }

    static String of(String title, String content) {
        return page("", title, content);
    }

    static String wide(String title, String content) {
        return page("wide", title, content);
    }

    private static String page(String width, String title, String content) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, \
                initial-scale=1">
                <title>%2$s – stand-in for QuickBooks Online</title><style>%4$s</style></head>
                <body><main class="%1$s"><p class="note">Stand-in for QuickBooks Online. Made-up companies, \
                no real data.</p>
                <h1>%2$s</h1>
                %3$s
                </main></body></html>
                """.formatted(width, escape(title), content, STYLE);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
    }

}
