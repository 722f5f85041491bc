package io.ledgerstream.request.web;

import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.LenderView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestKind;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.Sharing;
import io.ledgerstream.sync.Syncs;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What came before and what there is by now: on it depends what a company can be asked
 * for.
 */
@Component
class Asking {

    private final Companies companies;

    private final Lenders lenders;

    private final RequestViews requests;

    private final Requests rules;

    private final Sharing sharing;

    private final Syncs syncs;

    Asking(Companies companies, Lenders lenders, RequestViews requests, Requests rules, Sharing sharing, Syncs syncs) {
        this.companies = companies;
        this.lenders = lenders;
        this.requests = requests;
        this.rules = rules;
        this.sharing = sharing;
        this.syncs = syncs;
    }

    @Transactional(readOnly = true)
    public Situation of(UUID companyId) {
        CompanyView company = companies.get(companyId);
        Sharing.Connected connected = sharing.of(companyId).orElse(null);
        return new Situation(company, lenders.current(), requests.newest(companyId).orElse(null), connected,
                connected == null ? null : syncs.dataAsOf(connected.connectionId()).orElse(null),
                rules.askAgainFrom(companyId, RequestKind.ONBOARDING).orElse(null));
    }

    /**
     * @param before the newest request, null where there was none
     * @param connected null where nothing is connected
     * @param askAgainFrom who has declined may not be asked before; null where nothing
     * speaks against it
     */
    record Situation(CompanyView company, LenderView lender, RequestView before, Sharing.Connected connected,
            Instant dataAsOf, Instant askAgainFrom) {

        public boolean open() {
            return before != null && before.status().open();
        }

        public boolean accessLost() {
            return connected != null && connected.accessLost();
        }

        public boolean declined() {
            return before != null && before.status() == RequestStatus.DECLINED;
        }

        /** What the customer shares by now. */
        public Set<Product> shared() {
            return connected == null ? Set.of() : connected.products();
        }

        /** What the lender may ask for that is not shared already. */
        public List<Product> offered() {
            return Arrays.stream(Product.values())
                .filter(product -> product != Product.FINANCIALS || lender.financialsOffered())
                .filter(product -> !shared().contains(product))
                .toList();
        }

        /**
         * What an open request can still be widened by: nothing once the customer has
         * consented.
         */
        public List<Product> addable() {
            return before.facts().consented() ? List.of()
                    : offered().stream().filter(product -> !before.products().contains(product)).toList();
        }

        /** Whether there is a form to fill in. */
        public boolean askable() {
            return !open() && !accessLost() && !offered().isEmpty() && askAgainFrom == null;
        }

        /**
         * The outcome before is news only where it did not lead to what is connected now.
         */
        public boolean closedWithout() {
            return before != null && !before.status().open() && before.status() != RequestStatus.CONNECTED;
        }
    }

}
