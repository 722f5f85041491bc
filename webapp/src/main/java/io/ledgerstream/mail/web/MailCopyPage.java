package io.ledgerstream.mail.web;

import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.mail.Mails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A mail that went out, as it is kept: no link works in it, no code stands in it. */
@PortalController
class MailCopyPage {

    private final Mails mails;

    MailCopyPage(Mails mails) {
        this.mails = mails;
    }

    @GetMapping("/portal/requests/{request}/mails/{id}")
    String show(@PathVariable UUID request, @PathVariable UUID id, Model model) {
        model.addAttribute("mail", mails.copy(id)).addAttribute("requestId", request).addAttribute("mailId", id);
        return "portal/mail/copy";
    }

    @GetMapping("/portal/requests/{request}/mails/{id}/mail")
    ResponseEntity<String> mail(@PathVariable UUID id, HttpServletResponse response) {
        return MailFrame.of(mails.copy(id), response);
    }

}
