package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.mail.BounceRules.Delayed;
import io.ledgerstream.mail.BounceRules.Disbelieved;
import io.ledgerstream.mail.BounceRules.Failed;
import io.ledgerstream.mail.BounceRules.Harmless;
import io.ledgerstream.mail.BounceRules.Verdict;
import io.ledgerstream.mail.Incoming.Recipient;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("L22")
class BounceRulesTest {

    private static final String DORA = "dora@acme.example";

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(nullValues = "-", value = { "failed,    5.1.1,  bounced 5.1.1", "failed,    5.0.0,  bounced 5.0.0",
            "failed,    4.4.7,  given up 4.4.7", "failed,    2.0.0,  not believed", "failed,    -,      not believed",
            "delayed,   4.2.2,  delayed 4.2.2", "delayed,   5.2.2,  delayed 5.2.2", "delayed,   2.0.0,  not believed",
            "delayed,   -,      not believed", "delivered, 2.0.0,  nothing", "relayed,   2.0.0,  nothing",
            "expanded,  2.1.5,  nothing", "delivered, 5.1.1,  not believed", "relayed,   4.4.1,  not believed",
            "'',        5.1.1,  not believed", "bounced,   5.1.1,  not believed" })
    void actionAndStatusTogetherDecide(String action, String status, String meaning) {
        assertThat(inWords(BounceRules.verdict(List.of(of(DORA, null, action, status)), DORA))).isEqualTo(meaning);
    }

    @Test
    void onlyTheMailsOwnRecipientCounts() {
        assertThat(verdict(of("ali@acme.example", null, "failed", "5.1.1"))).isEqualTo("not believed");
        assertThat(verdict()).isEqualTo("not believed");
        assertThat(verdict(of("DORA@Acme.Example", null, "failed", "5.1.1"))).isEqualTo("bounced 5.1.1");
        assertThat(verdict(of("dora@home.example", DORA, "failed", "5.2.1"))).as("forwarded")
            .isEqualTo("bounced 5.2.1");
        assertThat(verdict(of("ali@acme.example", null, "failed", "5.1.1"), of(DORA, null, "delayed", "4.2.2")))
            .isEqualTo("delayed 4.2.2");
    }

    @Test
    void aReportThatContradictsItselfIsNotBelieved() {
        assertThat(verdict(of(DORA, null, "failed", "5.1.1"), of(DORA, null, "delivered", "2.0.0")))
            .isEqualTo("not believed");
        assertThat(verdict(of(DORA, null, "failed", "5.1.1"), of(DORA, null, "failed", null)))
            .isEqualTo("not believed");
        assertThat(verdict(of(DORA, null, "failed", "5.1.1"), of(DORA, null, "failed", "5.2.2")))
            .isEqualTo("bounced 5.1.1");
    }

    private static Recipient of(String last, String original, String action, String status) {
        return new Recipient(last, original, action, status);
    }

    private static String verdict(Recipient... recipients) {
        return inWords(BounceRules.verdict(List.of(recipients), DORA));
    }

    private static String inWords(Verdict verdict) {
        return switch (verdict) {
            case Failed failed -> "bounced " + failed.code();
            case Delayed delayed -> delayed.words();
            case Harmless harmless -> "nothing";
            case Disbelieved disbelieved -> "not believed";
        };
    }

}
