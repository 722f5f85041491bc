package io.ledgerstream.request;

import io.ledgerstream.company.CompanyView;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/**
 * When an invitation that was accepted by a mail server has lain unopened for so long
 * that something may keep it from its reader.
 */
@Component
public class Unopened {

    static final int BUSINESS_DAYS = 3;

    private final Clock clock;

    Unopened(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param acceptedAt by the customer's server. @return whether three business days of
     * the company's have gone by since
     */
    public boolean tooLong(Instant acceptedAt, CompanyView company) {
        LocalDate accepted = LocalDate.ofInstant(acceptedAt, company.timeZone());
        return !LocalDate.now(clock.withZone(company.timeZone()))
            .isBefore(BusinessDays.of(company.country()).after(accepted, BUSINESS_DAYS));
    }

}
