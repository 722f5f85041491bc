package browser;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import standin.mail.ReceivedMail;

/**
 * From the foot of a mail: not now, no more reminders, on again, not me, and it is me
 * after all.
 */
@Tag("journeys")
class NotNowBrowserTest {

    private final Stage stage = new Stage("Patient Trading", "acme.example");

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.DESKTOP, Chromium.Look.PHONE, Chromium.Look.WITHOUT_SCRIPTS);
    }

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("C9")
    @Tag("C1")
    void whoeverGetsTheMailDecidesWhetherItComesAgain(Chromium.Look look) {
        stage.asked();
        ReceivedMail invitation = stage.mail("asks");
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.stranger(look)) {
            dora.opens(invitation.link("/r/"));
            dora.looks("70-choices");
            dora.enters("Remind me on", LocalDate.now(Clock.system(ZoneId.of("Europe/London"))).plusDays(9).toString());
            dora.presses("Remind me then");
            dora.reads("We will remind you on");
            dora.looks("72-choices-held");
            dora.presses("Stop reminding me");
            dora.reads("You will not be reminded again");
            dora.presses("Turn reminders on again");
            dora.presses("I am not the right person");
            dora.reads("Northwind Bank knows that you are not the right person");
            dora.looks("73-choices-not-me");
            Awaitility.await().until(() -> {
                rita.opensRequestOf(stage.company);
                return rita.page().getByText("not the right person").count() > 0;
            });
            dora.presses("It is me after all");
            fromTheLink(dora, invitation);
            dora.hadNothingToComplainOf(); // here, since the browser itself reports the
                                           // 422 of a wrong day
            dora.opens(invitation.link("/r/"));
            dora.enters("Remind me on", "2020-01-01");
            dora.presses("Remind me then");
            dora.reads("There is a problem");
            dora.looks("71-choices-wrong-day");
        }
    }

    private static void fromTheLink(CustomerPerson dora, ReceivedMail invitation) {
        dora.opens(invitation.link("/c/"));
        dora.follows("Not you?");
        dora.looks("74-not-me");
        dora.presses("I am not the right person");
        dora.reads("Northwind Bank knows that you are not the right person");
        dora.looks("75-not-me-said");
        dora.presses("It is me after all");
        dora.reads("We will mail an 8-digit code");
    }

}
