package io.ledgerstream.company;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.lender.People;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The lender's companies. */
@Service
public class Companies {

    private final CompanyRepository companies;

    private final CompanyList list;

    private final People people;

    private final Audit audit;

    private final Clock clock;

    Companies(CompanyRepository companies, CompanyList list, People people, Audit audit, Clock clock) {
        this.companies = companies;
        this.list = list;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws Refused {@code company-reference-taken} where the lender has a company with
     * this reference, {@code owner-not-possible}
     */
    @Transactional
    public UUID add(NewCompany company, Actor actor) {
        people.requireOwner(company.ownerId());
        if (company.reference() != null && companies.existsByReference(company.reference())) {
            throw new Refused("company-reference-taken");
        }
        UUID id = Ids.next();
        companies.saveAndFlush(new Company(id, CurrentLender.required(), company, zone(company), clock.instant()));
        audit.record(actor, "company-added", id, null, Map.of("name", company.legalName()));
        return id;
    }

    /**
     * @throws NotFound also where it is another lender's
     */
    @Transactional(readOnly = true)
    public CompanyView get(UUID id) {
        return companies.findById(id).map(Company::view).orElseThrow(() -> new NotFound("company"));
    }

    /**
     * The company that was added last, as an example of the lender's; empty before the
     * first.
     */
    @Transactional(readOnly = true)
    public Optional<CompanyView> newest() {
        return companies.findFirstByArchivedAtIsNullOrderByCreatedAtDesc().map(Company::view);
    }

    /**
     * Another contact, for what is asked from now on and for the open request whose
     * contact is corrected.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void contact(UUID id, String name, String email) {
        companies.findById(id).orElseThrow(() -> new NotFound("company")).contact(name, email);
    }

    /** One page of the list, newest change first. */
    @Transactional(readOnly = true)
    public CompanyList.Page list(CompanyList.Filter filter) {
        return list.page(filter);
    }

    private static ZoneId zone(NewCompany company) {
        return company.timeZone() == null ? CountryZones.of(company.country()) : ZoneId.of(company.timeZone());
    }

}
