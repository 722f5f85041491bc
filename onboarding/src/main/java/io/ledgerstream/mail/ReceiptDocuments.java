package io.ledgerstream.mail;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.request.RequestView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.springframework.stereotype.Service;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * The receipt of a consent as files to keep: a PDF to read, and the signed receipt to check. Rendered here, from our own template; nothing
 * is loaded from anywhere. Some 50 KB and a tenth of a second.
 */
@Service
public class ReceiptDocuments {

    public static final String PDF = "consent-receipt.pdf";
    public static final String SIGNED = "consent-receipt.jws";
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final Consents consents;
    private final TemplateEngine engine = LetterRenderer.engine(".xhtml", TemplateMode.XML);

    ReceiptDocuments(Consents consents) {
        this.consents = consents;
    }

    /** The receipt as it was signed, compact JWS; empty for a consent of before receipts were signed. As the consent's lender. */
    public Optional<String> signed(UUID consentId) {
        return consents.signed(consentId);
    }

    /** In the language of the text that the person read. As the consent's lender. */
    public byte[] pdf(RequestView request, UUID consentId) {
        ConsentReceipt receipt = consents.receipt(consentId);
        Words words = new Words(receipt.text().language(), request.company().timeZone());
        Letter letter = new CustomerNews(request, receipt.software().name(), null, "").receiptPaper(receipt, words);
        String html = engine.process("receipt", new Context(words.locale(), Map.of("letter", letter, "footer", words.text("receipt.paper.footer", receipt.id()))));
        return render(html);
    }

    List<Attachment> attachments(RequestView request, UUID consentId) {
        Attachment pdf = new Attachment(PDF, "application/pdf", pdf(request, consentId));
        return signed(consentId).map(signed -> List.of(pdf, new Attachment(SIGNED, "application/jose", signed.getBytes(StandardCharsets.US_ASCII))))
                .orElse(List.of(pdf));
    }

    private static byte[] render(String html) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PdfRendererBuilder pdf = new PdfRendererBuilder();
            for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
                pdf.useExternalResourceAccessControl((address, type) -> false, when);
            }
            FSSupplier<InputStream> font = () -> PDFont.class.getResourceAsStream(FONT);
            for (FontStyle style : new FontStyle[] {FontStyle.NORMAL, FontStyle.ITALIC}) {
                pdf.useFont(font, "Paper", 400, style, true);
            }
            pdf.usePdfUaAccessibility(true).withHtmlContent(html, null).toStream(out).run();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
