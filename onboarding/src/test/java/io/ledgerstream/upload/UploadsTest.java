package io.ledgerstream.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import standin.postgres.Db;

@OnboardingTest
@Tag("V7")
class UploadsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Uploads uploads;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private RequestViews requests;

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    @BeforeEach
    void oneOfTwoLendersWaitsForFiles() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        harbour.request(harbour.company("Acme Tooling"));
        request = northwind.request(northwind.company("Acme Tooling"));
        northwind.atUpload(request);
    }

    @Test
    void filesAreKeptSealedAndTheRequestIsUploaded() {
        assertThat(
                take(csv("bills.csv", "Supplier,Amount\nAcme,1\n"), csv("C:\\x\\paid.csv", "Supplier,Paid\nAcme,1\n")))
            .isEmpty();
        assertThat(northwind.as(() -> requests.facts(request)).status()).isEqualTo(RequestStatus.UPLOADED);
        List<UploadedFile> kept = northwind.as(() -> uploads.of(request));
        assertThat(kept).extracting(UploadedFile::name).containsExactly("bills.csv", "paid.csv");
        assertThat(kept.getFirst().mediaType()).isEqualTo("text/csv");
        assertThat(Db.all()
            .sql("select content from upload where id = ?")
            .param(kept.getFirst().id())
            .query(byte[].class)
            .single()).asString(StandardCharsets.ISO_8859_1).doesNotContain("Supplier");
        assertThat(Db.all()
            .sql("select count(*) from outbox where request_id = ? and kind = 'CHANGED'")
            .param(request)
            .query(Long.class)
            .single()).isPositive();
    }

    @Test
    void whoMayOpensThemAndTheTimelineTells() {
        take(csv("bills.csv", "Supplier,Amount\nMüller,1\n"));
        UUID file = northwind.as(() -> uploads.of(request)).getFirst().id();
        UploadedFile.Opened opened = northwind.as(() -> uploads.open(request, file, northwind.actor()));
        assertThat(opened.content()).asString(StandardCharsets.UTF_8).isEqualTo("Supplier,Amount\nMüller,1\n");
        assertThat(Db.all()
            .sql("select count(*) from audit where request_id = ? and action = 'file-downloaded' and actor_id = ?")
            .params(request, northwind.owner())
            .query(Long.class)
            .single()).isEqualTo(1);
        assertThatThrownBy(() -> harbour.as(() -> uploads.open(request, file, harbour.actor())))
            .isInstanceOf(NotFound.class);
        assertThat(harbour.as(() -> uploads.of(request))).isEmpty();
        UUID other = northwind.request(northwind.company("Globex"));
        assertThatThrownBy(() -> northwind.as(() -> uploads.open(other, file, northwind.actor())))
            .isInstanceOf(NotFound.class);
    }

    @Test
    void theSameContentTwiceIsKeptOnce() {
        take(csv("bills.csv", "a,b\n"), csv("copy of bills.csv", "a,b\n"));
        assertThat(northwind.as(() -> uploads.of(request))).extracting(UploadedFile::name).containsExactly("bills.csv");
    }

    @Test
    void allOrNothing() {
        assertThat(take(csv("bills.csv", "a,b\n"), csv("/tmp/x.csv", ""), csv("run.csv", "MZ\0"),
                new GivenFile("large.csv", Uploads.LARGEST + 1, new ByteArrayResource(new byte[0]))))
            .containsExactly(new Problem("x.csv", Problem.Why.EMPTY), new Problem("run.csv", Problem.Why.NO_TABLE),
                    new Problem("large.csv", Problem.Why.TOO_LARGE));
        assertThat(northwind.as(() -> uploads.of(request))).isEmpty();
        assertThat(northwind.as(() -> requests.facts(request)).status().open()).isTrue();
    }

    @Test
    void filesThatNobodyWaitsForAreRefused() {
        UUID early = northwind.request(northwind.company("Globex"));
        northwind.atConsent(early);
        assertThatThrownBy(
                () -> northwind.as(() -> uploads.take(early, List.of(csv("a.csv", "a,b")), Actor.customer(null))))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("out-of-order");
        take(csv("a.csv", "a,b"));
        assertThatThrownBy(() -> take(csv("b.csv", "c,d"))).isInstanceOf(Refused.class)
            .hasMessageContaining("request-closed");
        UUID withdrawn = northwind.request(northwind.company("Initech"));
        northwind.atUpload(withdrawn);
        northwind.cancel(withdrawn, null);
        assertThatThrownBy(
                () -> northwind.as(() -> uploads.take(withdrawn, List.of(csv("a.csv", "a,b")), Actor.customer(null))))
            .isInstanceOf(Refused.class);
        assertThat(Db.all()
            .sql("select count(*) from upload where request_id in (?, ?)")
            .params(early, withdrawn)
            .query(Long.class)
            .single()).isZero();
    }

    private List<Problem> take(GivenFile... files) {
        return northwind.as(() -> uploads.take(request, List.of(files), Actor.customer(null)));
    }

    private static GivenFile csv(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new GivenFile(name, bytes.length, new ByteArrayResource(bytes));
    }

}
