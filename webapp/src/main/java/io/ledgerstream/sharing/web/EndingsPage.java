package io.ledgerstream.sharing.web;

import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.sharing.EndingsCalendar;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * <em>What ends when</em>, of all companies: for everybody of the lender's. Filters live
 * in the address; one that makes no sense is passed over.
 */
@PortalController
class EndingsPage {

    private static final String PATH = "/portal/endings";

    private static final List<Integer> DAYS = List.of(30, 90, 365);

    private final EndingsCalendar calendar;

    EndingsPage(EndingsCalendar calendar) {
        this.calendar = calendar;
    }

    @GetMapping(PATH)
    String show(@RequestParam(defaultValue = "") String days, @RequestParam(defaultValue = "") String page,
            Model model) {
        int ahead = DAYS.stream().filter(one -> one.toString().equals(days)).findFirst().orElse(90);
        EndingsCalendar.Page found = calendar.page(ahead, page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 0);
        model.addAttribute("page", found)
            .addAttribute("days", ahead)
            .addAttribute("offered", DAYS)
            .addAttribute("newer", found.number() > 0 ? address(ahead, found.number() - 1) : null)
            .addAttribute("older", found.more() ? address(ahead, found.number() + 1) : null);
        return "portal/companies/endings";
    }

    private static String address(int days, int page) {
        return PATH + "?days=" + days + "&page=" + page;
    }

}
