package io.ledgerstream.consent.web;

import io.ledgerstream.consent.ReceiptSignatures;
import io.ledgerstream.mail.ReceiptDocuments;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.request.RequestView;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The receipt as files to keep, and the keys that it is checked with. */
@Controller
public class ReceiptFiles {

    private final ReceiptDocuments documents;

    private final ReceiptSignatures signatures;

    ReceiptFiles(ReceiptDocuments documents, ReceiptSignatures signatures) {
        this.documents = documents;
        this.signatures = signatures;
    }

    /** For everybody, also without an account: who has a receipt checks it with these. */
    @GetMapping(path = "/.well-known/ledgerstream-receipts.json", produces = "application/jwk-set+json")
    ResponseEntity<String> keys() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(signatures.published());
    }

    /** As the consent's lender. */
    public ResponseEntity<byte[]> pdf(RequestView request, UUID consentId) {
        return file(ReceiptDocuments.PDF, MediaType.APPLICATION_PDF, documents.pdf(request, consentId));
    }

    /**
     * As the consent's lender. @throws NotFound where the consent is of before receipts
     * were signed
     */
    public ResponseEntity<byte[]> signed(UUID consentId) {
        return file(ReceiptDocuments.SIGNED, MediaType.parseMediaType("application/jose"),
                documents.signed(consentId)
                    .orElseThrow(() -> new NotFound("signed receipt"))
                    .getBytes(StandardCharsets.US_ASCII));
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
            .contentType(type)
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
            .body(content);
    }

}
