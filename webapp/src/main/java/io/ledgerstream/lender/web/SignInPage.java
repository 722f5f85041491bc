package io.ledgerstream.lender.web;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Where the lender's people sign in; the POST is Spring Security's. */
@Controller
class SignInPage {

    static final String PATH = "/sign-in";

    private static final String HOME = "/portal/companies";

    private static final Pattern OURS = Pattern.compile("/portal(/[a-z0-9-]+)*");

    @GetMapping(PATH)
    String show(@RequestParam Map<String, String> given, Model model, @AuthenticationPrincipal PortalUser user) {
        if (user != null) {
            return "redirect:" + HOME;
        }
        model.addAttribute("form", new Form("", ""))
            .addAttribute("to", target(given.get("to")))
            .addAttribute("failed", given.containsKey("failed"))
            .addAttribute("signedOut", given.containsKey("signed-out"));
        return "portal/sign-in";
    }

    /** Where to go after signing in: only to a page of the portal. */
    static String target(String wish) {
        return wish != null && wish.length() < 200 && OURS.matcher(wish).matches() ? wish : HOME;
    }

    static String address(String to, String flag) {
        var address = UriComponentsBuilder.fromPath(PATH);
        if (!HOME.equals(target(to))) {
            address.queryParam("to", target(to));
        }
        return (flag == null ? address : address.queryParam(flag)).build().toUriString();
    }

    record Form(String email, String password) {
    }

}
