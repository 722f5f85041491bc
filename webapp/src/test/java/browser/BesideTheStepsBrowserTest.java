package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Help, a changed mind, and files in place of a connection, as a customer meets them.
 */
@Tag("journeys")
class BesideTheStepsBrowserTest {

    private final Stage stage = new Stage("Harrow Textiles", "acme.example");

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("C9")
    @Tag("X4")
    @Tag("V7")
    void theCustomerAsksDeclinesThinksBetterOfItAndUploadsFiles(Chromium.Look look) {
        stage.signedIn();
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.customer(look, "/journey/software")) {
            dora.follows("Get help");
            dora.presses("Ask");
            dora.looks("111-help-error");
            dora.enters("What would you like to know?", "We use Xero.\nIs that all right?");
            dora.presses("Ask");
            dora.reads("Your question is on its way");
            dora.looks("112-help-asked");
            dora.follows("Back");

            dora.ticks("Xero");
            dora.presses("Next");
            dora.looks("113-consent-by-file");
            dora.follows("Decline");
            dora.presses("Decline the request");
            dora.looks("114-declined");
            dora.presses("I changed my mind");
            assertThat(dora.address()).endsWith("/journey/consent");
            dora.consents();
            dora.looks("115-upload");
            dora.presses("Upload");
            dora.looks("116-upload-error");
            dora.page.getByLabel("Your files")
                .setInputFiles(new FilePayload("bills.csv", "text/csv",
                        "Supplier,Bill,Amount\nBirch & Co,17,120.00\n".getBytes(StandardCharsets.UTF_8)));
            dora.presses("Upload");
            assertThat(dora.address()).endsWith("/journey/done");
            dora.reads("bills.csv");
            dora.looks("117-uploaded");
            dora.hadNothingToComplainOf();

            rita.opensRequestOf(stage.company);
            rita.reads("bills.csv");
            rita.looks("118-request-uploaded");
        }
    }

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.DESKTOP, Chromium.Look.PHONE, Chromium.Look.WITHOUT_SCRIPTS);
    }

}
