package io.ledgerstream.upload;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.Sha256;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.secret.Secrets;
import io.ledgerstream.secret.Secrets.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files of software without a connection. They are kept as they are given, sealed with
 * the lender's key; reading them is a later matter. Either all that were chosen are taken
 * in, and the request is Uploaded, or none.
 */
@Service
public class Uploads {

    /** Files in one go. */
    public static final int AT_MOST = 5;

    /** Bytes of one file: 10 MB. */
    public static final long LARGEST = 10L * 1024 * 1024;

    /** Each holds one file in memory, some three times over. */
    private final Semaphore places = new Semaphore(4, true);

    private final RequestProgress progress;

    private final Secrets secrets;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final Clock clock;

    Uploads(RequestProgress progress, Secrets secrets, Audit audit, JdbcClient jdbc, TransactionTemplate transaction,
            Clock clock) {
        this.progress = progress;
        this.secrets = secrets;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Takes files in, in one transaction with the request's change; the same content
     * twice is kept once.
     * @param files 1 to 5
     * @return what is wrong with them; empty: they are kept
     * @throws Refused {@code out-of-order} or {@code request-closed} where no files are
     * waited for
     */
    public List<Problem> take(UUID requestId, List<GivenFile> files, Actor customer) {
        if (files.isEmpty() || files.size() > AT_MOST) {
            throw new IllegalArgumentException("1 to 5 files can be taken in, not " + files.size() + ".");
        }
        places.acquireUninterruptibly();
        try {
            List<Checked> checked = new ArrayList<>();
            List<Problem> problems = new ArrayList<>();
            files.forEach(file -> check(file, checked, problems));
            if (problems.isEmpty()) {
                transaction.executeWithoutResult(status -> {
                    progress.uploaded(requestId, customer);
                    checked.forEach(file -> keep(requestId, file));
                });
            }
            return problems;
        }
        finally {
            places.release();
        }
    }

    /** The files of a request, in the order in which they were given: one statement. */
    @Transactional(readOnly = true)
    public List<UploadedFile> of(UUID requestId) {
        return jdbc.sql(SELECT + " where request_id = ? order by id").param(requestId).query(Uploads::file).list();
    }

    /**
     * A file for somebody of the lender's, which the timeline tells.
     * @throws NotFound also where it is another lender's or another request's
     */
    @Transactional
    public UploadedFile.Opened open(UUID requestId, UUID fileId, Actor user) {
        UploadedFile file = jdbc.sql(SELECT + " where request_id = ? and id = ?")
            .params(requestId, fileId)
            .query(Uploads::file)
            .optional()
            .orElseThrow(() -> new NotFound("file"));
        byte[] sealed = jdbc.sql("select content from upload where id = ?").param(fileId).query(byte[].class).single();
        UUID company = jdbc.sql("select company_id from request where id = ?")
            .param(requestId)
            .query(UUID.class)
            .single();
        audit.record(user, "file-downloaded", company, requestId, Map.of("file", fileId));
        return new UploadedFile.Opened(file, secrets.openBytes(place(fileId), sealed));
    }

    private static final String SELECT = "select id, file_name, media_type, bytes, sha256, uploaded_at from upload";

    private static void check(GivenFile given, List<Checked> checked, List<Problem> problems) {
        Problem.Why why = given.bytes() == 0 ? Problem.Why.EMPTY
                : given.bytes() > LARGEST ? Problem.Why.TOO_LARGE : null;
        byte[] content = why == null ? read(given) : null;
        FileType type = content == null ? null : FileType.of(content).orElse(null);
        if (content != null && FileType.macros(content)) {
            why = Problem.Why.MACROS;
        }
        else if (content != null && type == null) {
            why = Problem.Why.NO_TABLE;
        }
        if (why != null) {
            problems.add(new Problem(FileName.of(given.name()), why));
            return;
        }
        String sha256 = Sha256.hex(content);
        if (checked.stream().noneMatch(other -> other.sha256().equals(sha256))) {
            checked.add(new Checked(given, FileName.of(given.name(), type), type, sha256));
        }
    }

    /** Read again rather than held: only one content at a time is in memory. */
    private void keep(UUID requestId, Checked file) {
        UUID id = Ids.next();
        byte[] content = read(file.given());
        if (!file.sha256().equals(Sha256.hex(content))) {
            throw new IllegalStateException("A file changed while it was taken in.");
        }
        jdbc.sql("""
                insert into upload (id, lender_id, request_id, file_name, media_type, bytes,
                                    sha256, content, uploaded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(id, CurrentLender.required(), requestId, file.name(), file.type().mediaType(), content.length,
                    file.sha256(), secrets.sealBytes(place(id), content), Timestamp.from(clock.instant()))
            .update();
    }

    private static byte[] read(GivenFile file) {
        try (InputStream in = file.content().getInputStream()) {
            return in.readNBytes(Math.toIntExact(LARGEST));
        }
        catch (IOException e) {
            throw new UncheckedIOException("A file that was uploaded could not be read.", e);
        }
    }

    private static Place place(UUID fileId) {
        return SealedFiles.CONTENT.at(fileId);
    }

    private static UploadedFile file(ResultSet row, int n) throws SQLException {
        return new UploadedFile(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getLong(4),
                row.getString(5), row.getTimestamp(6).toInstant());
    }

    private record Checked(GivenFile given, String name, FileType type, String sha256) {
    }

}
