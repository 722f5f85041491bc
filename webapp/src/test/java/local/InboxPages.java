package local;

import io.ledgerstream.platform.web.PageHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import standin.mail.ReceivedMail;

/**
 * Everybody's inbox: all mails that were sent, newest first, and each as its reader sees
 * it.
 */
@Controller
class InboxPages {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

    private final Outside outside;

    InboxPages(Outside outside) {
        this.outside = outside;
    }

    record Row(UUID id, String recipient, String subject, ZonedDateTime at) {
        static Row of(ReceivedMail mail) {
            return new Row(mail.id(), mail.recipient(), mail.subject(), mail.receivedAt().atZone(ZoneOffset.UTC));
        }
    }

    /** A piece of the text part; a link where the reader's program would make one. */
    record Piece(String text, boolean link) {
    }

    @GetMapping("/local/inbox")
    String inbox(Model model) {
        model.addAttribute("mails", outside.mail().mails().reversed().stream().map(Row::of).toList());
        return "local/inbox";
    }

    @GetMapping("/local/inbox/{id}")
    String mail(@PathVariable UUID id, Model model) {
        ReceivedMail mail = find(id);
        model.addAttribute("mail", Row.of(mail));
        model.addAttribute("sender", String.join(", ", mail.header("From")));
        model.addAttribute("replyTo", String.join(", ", mail.header("Reply-To")));
        model.addAttribute("pieces", pieces(mail.text()));
        model.addAttribute("links", mail.links().stream().distinct().toList());
        model.addAttribute("hasHtml", !mail.html().isEmpty());
        return "local/mail";
    }

    @GetMapping("/local/inbox/{id}/html")
    ResponseEntity<String> html(@PathVariable UUID id, HttpServletResponse response) {
        PageHeaders.forMail(response);
        return ResponseEntity.ok()
            .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
            .body(find(id).html());
    }

    private ReceivedMail find(UUID id) {
        return outside.mail()
            .mails()
            .stream()
            .filter(mail -> mail.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static List<Piece> pieces(String text) {
        var pieces = new ArrayList<Piece>();
        Matcher links = LINK.matcher(text);
        int end = 0;
        while (links.find()) {
            pieces.add(new Piece(text.substring(end, links.start()), false));
            pieces.add(new Piece(links.group(), true));
            end = links.end();
        }
        pieces.add(new Piece(text.substring(end), false));
        return pieces;
    }

}
