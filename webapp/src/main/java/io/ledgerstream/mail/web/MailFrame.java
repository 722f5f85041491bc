package io.ledgerstream.mail.web;

import io.ledgerstream.mail.MailContent;
import io.ledgerstream.platform.web.PageHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A mail's page as an answer of its own, shut into a sandbox: it carries its style
 * within, which no page of ours may.
 */
public final class MailFrame {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private MailFrame() {
    }

    public static ResponseEntity<String> of(MailContent mail, HttpServletResponse response) {
        PageHeaders.forMail(response);
        return ResponseEntity.ok().contentType(HTML).body(mail.html());
    }

}
