package io.ledgerstream.mail;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.request.RequestView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Service;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * The receipt of a consent as files to keep: a PDF to read, and the signed receipt to
 * check. Rendered here, from our own template; nothing is loaded from anywhere. Some 30
 * KB and a tenth of a second; up to a second for names that the first font lacks, since
 * the other fonts are large.
 */
@Service
public class ReceiptDocuments {

    public static final String PDF = "consent-receipt.pdf";

    public static final String SIGNED = "consent-receipt.jws";

    private static final Pattern CHARACTER = Pattern.compile("&#x([89a-f][0-9a-f]|[1-9a-f][0-9a-f]{2,5});");

    static {
        XRLog.setLoggerImpl(new PaperLog());
    }

    private final Consents consents;

    private final TemplateEngine engine = LetterRenderer.engine(".xhtml", TemplateMode.XML);

    ReceiptDocuments(Consents consents) {
        this.consents = consents;
    }

    /**
     * The receipt as it was signed, compact JWS; empty for a consent of before receipts
     * were signed. As the consent's lender.
     */
    public Optional<String> signed(UUID consentId) {
        return consents.signed(consentId);
    }

    /** In the language of the text that the person read. As the consent's lender. */
    public byte[] pdf(RequestView request, UUID consentId) {
        ConsentReceipt receipt = consents.receipt(consentId);
        Words words = new Words(receipt.text().language(), request.company().timeZone());
        Letter letter = new CustomerNews(request, receipt.software().name(), null, "").receiptPaper(receipt, words);
        Context context = new Context(words.locale());
        context.setVariable("letter", letter);
        context.setVariable("footer", words.text("receipt.paper.footer", receipt.id()));
        String html = html(context);
        try (PaperFonts fonts = new PaperFonts(html)) {
            if (fonts.lacking()) {
                context.setVariable("spelled", words.text("receipt.paper.spelled"));
                html = fonts.spelled(html(context));
            }
            return render(html, fonts);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Attachment> attachments(RequestView request, UUID consentId) {
        Attachment pdf = new Attachment(PDF, "application/pdf", pdf(request, consentId));
        return signed(consentId)
            .map(signed -> List.of(pdf,
                    new Attachment(SIGNED, "application/jose", signed.getBytes(StandardCharsets.US_ASCII))))
            .orElse(List.of(pdf));
    }

    /**
     * As characters, which the engine writes by their numbers: what the text needs of
     * fonts is read from it.
     */
    private String html(Context context) {
        return CHARACTER.matcher(engine.process("receipt", context))
            .replaceAll(number -> Character.toString(Integer.parseInt(number.group(1), 16)));
    }

    private static byte[] render(String html, PaperFonts fonts) throws IOException {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PdfRendererBuilder pdf = new PdfRendererBuilder();
            for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
                pdf.useExternalResourceAccessControl((address, type) -> false, when);
            }
            fonts.use(pdf, document);
            // Names that are written from right to left stand in sentences that are not.
            pdf.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
            pdf.useUnicodeBidiReorderer(new ICUBidiReorderer());
            pdf.usePdfUaAccessibility(true).withHtmlContent(html, null).usePDDocument(document).toStream(out).run();
            return out.toByteArray();
        }
    }

}
