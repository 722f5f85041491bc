package io.ledgerstream.company.web;

import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyList;
import io.ledgerstream.company.CompanyStatus;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.provider.Outage;
import io.ledgerstream.provider.Outages;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * All companies of the lender with their status. Filters live in the address; one that
 * makes no sense is passed over.
 */
@PortalController
class CompaniesPage {

    private static final String PATH = "/portal/companies";

    private static final int LONGEST_SEARCH = 100;

    private final Companies companies;

    private final Outages outages;

    private final SoftwareCatalog catalog;

    CompaniesPage(Companies companies, Outages outages, SoftwareCatalog catalog) {
        this.companies = companies;
        this.outages = outages;
        this.catalog = catalog;
    }

    @GetMapping(PATH)
    String show(@RequestParam Map<String, String> given, @AuthenticationPrincipal PortalUser user, Model model) {
        boolean mine = "mine".equals(given.get("owner"));
        Optional<String> search = Optional.ofNullable(given.get("q"))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> text.substring(0, Math.min(text.length(), LONGEST_SEARCH)));
        Optional<CompanyStatus> status = status(given.get("status"));
        var page = companies.list(new CompanyList.Filter(search.orElse(null), status.orElse(null),
                mine ? user.id() : null, number(given.get("page"))));
        model.addAttribute("page", page)
            .addAttribute("search", search.orElse(null))
            .addAttribute("status", status.orElse(null))
            .addAttribute("owner", mine ? "mine" : null)
            .addAttribute("statuses", CompanyStatus.values())
            .addAttribute("filtered", mine || search.isPresent() || status.isPresent())
            .addAttribute("newer", page.number() > 0 ? address(given, page.number() - 1) : null)
            .addAttribute("older", page.more() ? address(given, page.number() + 1) : null);
        model.addAttribute("outages", outages.lately()
            .stream()
            .map(outage -> new Outage(catalog.find(outage.software()).map(Software::name).orElse(outage.software()),
                    outage.beganAt(), outage.endedAt()))
            .toList());
        return "portal/companies/list";
    }

    /** The same filters on another page. */
    private static String address(Map<String, String> given, int page) {
        var address = UriComponentsBuilder.fromPath(PATH);
        Stream.of("q", "status", "owner")
            .filter(name -> given.get(name) != null && !given.get(name).isEmpty())
            .forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.queryParam("page", page).encode().buildAndExpand(given).toUriString();
    }

    private static Optional<CompanyStatus> status(String wish) {
        return Arrays.stream(CompanyStatus.values()).filter(status -> status.name().equals(wish)).findFirst();
    }

    private static int number(String page) {
        return page != null && page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 0;
    }

}
