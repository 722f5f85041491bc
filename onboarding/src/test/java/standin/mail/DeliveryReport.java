package standin.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes delivery reports as a Postfix does (RFC 3464), the headers of the mail inside:
 * true ones, and any other.
 */
public final class DeliveryReport {

    private final String to;

    private final List<String> recipients = new ArrayList<>();

    private String headers = "";

    private Instant at = Instant.EPOCH;

    private DeliveryReport(String to) {
        this.to = to;
    }

    /**
     * @param returnPath the envelope sender of the mail that it reports on
     */
    public static DeliveryReport to(String returnPath) {
        return new DeliveryReport(returnPath);
    }

    public DeliveryReport at(Instant when) {
        this.at = when;
        return this;
    }

    /** What became of one recipient; the fields as given. */
    public DeliveryReport about(String address, String action, String status) {
        return about("Final-Recipient: rfc822; %s\nOriginal-Recipient: rfc822;%s\nAction: %s\nStatus: %s"
            .formatted(address, address, action, status));
    }

    public DeliveryReport about(String fields) {
        recipients.add(fields);
        return this;
    }

    /** The headers of the mail that it reports on. */
    public DeliveryReport returning(byte[] mail) {
        headers = new String(mail, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0].replace("\r\n", "\n");
        return this;
    }

    public String text() {
        String boundary = "report-" + UUID.randomUUID();
        return """
                Return-Path: <>
                Delivered-To: %s
                Date: %s
                From: MAILER-DAEMON@mx.bounce.example (Mail Delivery System)
                To: %s
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <%s@mx.bounce.example>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                	boundary="%s"

                --%s
                Content-Type: text/plain; charset=us-ascii

                The mail could not be delivered. What is known follows.

                --%s
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.bounce.example

                %s

                --%s
                Content-Type: text/rfc822-headers

                %s

                --%s--
                """.formatted(to, DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC)), to,
                UUID.randomUUID(), boundary, boundary, boundary, String.join("\n\n", recipients), boundary, headers,
                boundary);
    }

    public byte[] raw() {
        return bytes(text());
    }

    /** As it travels: lines end with CR LF. */
    public static byte[] bytes(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

}
