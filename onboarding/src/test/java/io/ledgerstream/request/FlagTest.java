package io.ledgerstream.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What needs attention: the table of the product's description, with who must act and
 * what ends with the request.
 */
class FlagTest {

    @ParameterizedTest(name = "{0}: {1} acts; ends with the request: {2}")
    @CsvSource(textBlock = """
            MAIL_BOUNCED,         LENDER,   true
            CONTACT_DISPUTED,     LENDER,   true
            MAIL_UNKNOWN,         LENDER,   true
            HELP_WAITING,         LENDER,   false
            COMPANY_MISMATCH,     LENDER,   true
            REJECTED_THREE_TIMES, LENDER,   true
            ACCESS_LOST,          CUSTOMER, false
            CONSENT_ENDING,       CUSTOMER, false
            DATA_STALE,           LENDER,   false
            NOTHING_TO_ANALYSE,   LENDER,   false
            """)
    void saysWhoMustActAndHowLongItStands(Flag flag, Flag.Acts acts, boolean endsWithTheRequest) {
        assertThat(flag.acts()).isEqualTo(acts);
        assertThat(flag.endsWithTheRequest()).isEqualTo(endsWithTheRequest);
    }

    @Test
    void theFirstToBeShownIsWhatKeepsTheCustomerFromHearingOfUs() {
        assertThat(Arrays.stream(Flag.values()).map(Flag::name)).containsExactly("MAIL_BOUNCED", "CONTACT_DISPUTED",
                "MAIL_UNKNOWN", "HELP_WAITING", "COMPANY_MISMATCH", "REJECTED_THREE_TIMES", "ACCESS_LOST",
                "CONSENT_ENDING", "DATA_STALE", "NOTHING_TO_ANALYSE");
    }

}
