package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ledgerstream.mail.Incoming.AutoReply;
import io.ledgerstream.mail.Incoming.NotUnderstood;
import io.ledgerstream.mail.Incoming.Recipient;
import io.ledgerstream.mail.Incoming.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import standin.mail.DeliveryReport;

@Tag("L22")
class BounceParserTest {

    private static final String PATH = "bounces+tag.mark@ledgerstream.example";

    private static final String DORA = "dora@acme.example";

    /** What is more than linear takes hours; a busy machine takes seconds. */
    private static final Duration HANGS = Duration.ofMinutes(3);

    @ParameterizedTest
    @CsvSource({ "postfix, failed, 5.1.1", "exchange, failed, 5.1.10", "gmail, failed, 5.1.1",
            "postfix-delayed, delayed, 4.4.1" })
    void readsTheReportsOfTheServersOfTheWorld(String server, String action, String status) throws IOException {
        Report report = (Report) BounceParser.parse(written(server));
        assertThat(report.sentTo()).containsExactly(PATH);
        assertThat(report.recipients()).singleElement().satisfies(recipient -> {
            assertThat(recipient.is(DORA)).isTrue();
            assertThat(recipient.action()).isEqualTo(action);
            assertThat(recipient.status()).isEqualTo(status);
        });
    }

    @Test
    void readsEveryRecipientOfAReport() {
        assertThat(recipients(
                report("dora@acme.example", "failed", "5.1.1").about("ali@acme.example", "delivered", "2.0.0").raw()))
            .extracting(Recipient::finalAddress, Recipient::action)
            .containsExactly(org.assertj.core.groups.Tuple.tuple("dora@acme.example", "failed"),
                    org.assertj.core.groups.Tuple.tuple("ali@acme.example", "delivered"));
    }

    @Test
    void readsFieldsAsServersReallyWriteThem() {
        assertThat(fields(
                "final-recipient: <Dora@ACME.example>\naction: Failed (no such user)\nstatus: 5.1.1 (bad mailbox)"))
            .satisfies(dora -> assertThat(dora.is(DORA)).isTrue())
            .extracting(Recipient::action, Recipient::status)
            .containsExactly("failed", "5.1.1");
        assertThat(
                fields("Final-Recipient: LOCAL; \\dora\nOriginal-Recipient: rfc822;dora@acme.example\nAction: failed\n"
                        + "Status: 5.2.2")
                    .is(DORA))
            .isTrue();
        assertThat(recipients(asText(PATH, DORA).replace("Reporting-MTA: dns; mx.bounce.example\n\n",
                "Reporting-MTA: dns; mx.bounce.example\n")))
            .as("no blank line after the fields of the whole")
            .hasSize(1);
        assertThat(recipients(asText(PATH, DORA).replace("Reporting-MTA: dns; mx.bounce.example\n\n",
                "Reporting-MTA: dns; mx.bounce.example\n\n\n\n")))
            .as("too many blank lines")
            .hasSize(1);
        assertThat(recipients(asText(PATH, DORA).replace("message/delivery-status",
                "message/global-delivery-status; charset=\"no-such\"")))
            .as("RFC 6533, of a charset that does not exist")
            .hasSize(1);
        assertThat(recipients(asText(PATH, DORA).replaceAll("--report-[^-\n]+-[^\n]+--\n$", "")))
            .as("cut off at the end")
            .hasSize(1);
        assertThat(recipients(asText(PATH, DORA).replace("message/delivery-status",
                "message/delivery-status\nContent-Transfer-Encoding: x-nonsense")))
            .as("an encoding that does not exist and that this type may not have")
            .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "'5.1', -", "'5.1.1.1', -", "'9.1.1', -", "'', -", "'550', -",
            "'5.1.1 x', 5.1.1", "'x5.1.1', -", "'5.1.9999', -" })
    void aStatusIsThreeNumbersOrNone(String field, String status) {
        assertThat(fields("Final-Recipient: rfc822; dora@acme.example\nAction: failed\nStatus: " + field).status())
            .isEqualTo(status);
    }

    @Test
    void anAbsenceNoteIsNoBounceWhateverItSays() throws IOException {
        assertThat(BounceParser.parse(written("absence-note"))).isInstanceOf(AutoReply.class);
        assertThat(parse(asText(PATH, DORA).replace("delivery-status", "disposition-notification")))
            .isInstanceOf(AutoReply.class);
    }

    @Test
    void whatSpeaksOfAFailureInItsOwnWordsIsForAPerson() {
        String words = "Subject: failure notice\nAuto-Submitted: auto-replied\n%s\n\nSorry, no mailbox here by that "
                + "name. 550 5.1.1";
        assertThat(parse(words.formatted("From: MAILER-DAEMON@mx.acme.example"))).isInstanceOf(NotUnderstood.class);
        assertThat(parse(words.formatted("X-Failed-Recipients: dora@acme.example"))).isInstanceOf(NotUnderstood.class);
    }

    static Stream<String> notUnderstood() {
        String true1 = asText(PATH, DORA);
        return Stream.of("", "\n\n", "no colon\nat all", "Subject: hello\n\nWhy do you write to me?",
                true1.replace("Content-Type: multipart/report", "Content-Type: multipart/mixed"),
                true1.replace("Content-Type: multipart/report", "Content-Type: multipart/report/x"),
                true1.replaceAll("boundary=\"[^\"]+\"", "x=y"),
                true1.replace("message/delivery-status", "message/feedback-report"),
                true1.replace("Status: 5.1.1", "Status: 5.1.1\nStatus: 2.0.0"),
                true1.replace("Action: failed", "Action: failed\naction: delivered"),
                "Subject: Fwd\nTo: " + PATH
                        + "\nContent-Type: multipart/mixed; boundary=fwd\n\n--fwd\nContent-Type: message/rfc822\n\n"
                        + true1 + "\n--fwd--\n",
                true1.replace("Final-Recipient", "X-Long: " + "x".repeat(70_000) + "\nFinal-Recipient"),
                true1.replace("Reporting-MTA: dns; mx.bounce.example\n",
                        "Reporting-MTA: x\n" + "\nFinal-Recipient: rfc822; a@b.example\n".repeat(60)));
    }

    @ParameterizedTest
    @MethodSource
    void notUnderstood(String message) {
        assertThat(parse(message)).satisfiesAnyOf(incoming -> assertThat(incoming).isInstanceOf(NotUnderstood.class),
                incoming -> assertThat(((Report) incoming).recipients()).isEmpty());
    }

    @Test
    void noMessageHangsOrFails() {
        Random random = new Random(22);
        byte[] good = report(DORA, "failed", "5.1.1").raw();
        Assertions.assertTimeoutPreemptively(HANGS, () -> {
            for (int i = 0; i < 2_000; i++) {
                byte[] damaged = good.clone();
                for (int n = random.nextInt(1, 12); n > 0; n--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                assertThatCode(() -> BounceParser.parse(damaged)).doesNotThrowAnyException();
            }
            assertThat(parse("Content-Type: multipart/report; boundary=b\n\n" + "--b\n\n".repeat(150_000)))
                .isInstanceOf(NotUnderstood.class);
            assertThat(parse("Content-Type: multipart/report; boundary=b\nTo: " + "a".repeat(900_000) + "\n\n--b\n"))
                .isInstanceOf(NotUnderstood.class);
            assertThat(parse(nested(10_000))).isInstanceOf(NotUnderstood.class);
        });
    }

    /** Reports within reports: only the outermost is looked at. */
    private static String nested(int depth) {
        StringBuilder text = new StringBuilder("To: " + PATH + "\n");
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/report; boundary=b")
                .append(i)
                .append("\n\n--b")
                .append(i)
                .append('\n');
        }
        return text.append(
                "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; dora@acme.example\nAction: failed\n"
                        + "Status: 5.1.1\n")
            .toString();
    }

    private static Recipient fields(String fields) {
        return recipients(DeliveryReport.to(PATH).about(fields).raw()).getFirst();
    }

    private static java.util.List<Recipient> recipients(String message) {
        return recipients(DeliveryReport.bytes(message));
    }

    private static java.util.List<Recipient> recipients(byte[] raw) {
        return ((Report) BounceParser.parse(raw)).recipients();
    }

    private static Incoming parse(String message) {
        return BounceParser.parse(DeliveryReport.bytes(message));
    }

    private static DeliveryReport report(String address, String action, String status) {
        return DeliveryReport.to(PATH).about(address, action, status);
    }

    private static String asText(String to, String address) {
        return DeliveryReport.to(to).about(address, "failed", "5.1.1").text();
    }

    private static byte[] written(String name) throws IOException {
        return DeliveryReport
            .bytes(new ClassPathResource("bounces/" + name + ".eml").getContentAsString(StandardCharsets.UTF_8)
                .replace("{returnPath}", PATH)
                .replace("{recipient}", DORA));
    }

}
