package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.mail.Addresses.Address;
import io.ledgerstream.mail.Composer.Composed;
import io.ledgerstream.mail.Composer.Parts;
import io.ledgerstream.platform.Ids;
import jakarta.mail.Session;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OutgoingMessageTest {

    private static final String RETURN_PATH = "bounces+tag@ledgerstream.example";

    @Test
    @Tag("L22")
    void bouncesGoToTheReturnPathAndBringTheHeadersOnly() throws Exception {
        OutgoingMessage message = message(null);
        assertThat(message.getEnvelopeFrom()).isEqualTo(RETURN_PATH);
        assertThat(message.getReturnOption()).isEqualTo(SMTPMessage.RETURN_HDRS);
        assertThat(message.getNotifyOptions()).isEqualTo(SMTPMessage.NOTIFY_FAILURE | SMTPMessage.NOTIFY_DELAY);
        assertThat(message.getHeader("From", null)).doesNotContain("bounces");
    }

    @Test
    void aMailProgramCanStopMailsByOnePressWhereThereIsAnAddressForIt() throws Exception {
        OutgoingMessage reminder = message(URI.create("https://ledgerstream.example/r/token"));
        assertThat(reminder.getHeader("List-Unsubscribe", null)).isEqualTo("<https://ledgerstream.example/r/token>");
        assertThat(reminder.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");

        assertThat(message(null).getHeader("List-Unsubscribe")).isNull();
        assertThat(message(null).getHeader("List-Unsubscribe-Post")).isNull();
    }

    private static OutgoingMessage message(URI unsubscribe) throws Exception {
        Address someone = new Address("Dora Patel", "dora@acme.example");
        Parts parts = new Parts("en", "Subject", "Text", "<p>Text</p>");
        Composed composed = new Composed(new Addresses(someone, someone, someone), parts, parts, unsubscribe,
                List.of());
        return OutgoingMessage.of(Session.getInstance(new Properties()),
                new Attempt(Ids.next(), Ids.next(), "1@ledgerstream", 1, Instant.EPOCH, composed), RETURN_PATH);
    }

}
