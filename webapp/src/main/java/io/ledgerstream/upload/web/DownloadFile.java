package io.ledgerstream.upload.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.web.PageHeaders;
import io.ledgerstream.upload.UploadedFile;
import io.ledgerstream.upload.Uploads;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * A customer's file for the lender's people who may see amounts. A POST, since the
 * timeline notes who took it.
 */
@PortalController
class DownloadFile {

    private final Uploads uploads;

    DownloadFile(Uploads uploads) {
        this.uploads = uploads;
    }

    @PostMapping("/portal/requests/{id}/files/{file}")
    ResponseEntity<byte[]> download(@PathVariable UUID id, @PathVariable UUID file,
            @AuthenticationPrincipal PortalUser user, HttpServletResponse response) {
        if (!user.maySeeAmounts()) {
            throw new AccessDeniedException("Who may not see amounts may not take files that hold them.");
        }
        UploadedFile.Opened opened = uploads.open(id, file, Actor.user(user.id()));
        PageHeaders.forFile(response);
        return ResponseEntity.ok()
            .contentType(MediaType.parseMediaType(opened.file().mediaType()))
            .header(HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                        .filename(opened.file().name(), StandardCharsets.UTF_8)
                        .build()
                        .toString())
            .body(opened.content());
    }

}
