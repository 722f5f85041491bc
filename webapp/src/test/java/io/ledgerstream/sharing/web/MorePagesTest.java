package io.ledgerstream.sharing.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.web.Connected;
import io.ledgerstream.sharing.SharingEnd;
import io.ledgerstream.sharing.SharingEnds;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What is shared goes on whatever becomes of a request for one more product, and each
 * page says so.
 */
@Tag("C3")
class MorePagesTest extends JourneyTest {

    @Autowired
    private Requests requests;

    @Autowired
    private SharingEnds ends;

    private Fixtures.Bank northwind;

    private UUID connection;

    private UUID more;

    private String link;

    @BeforeEach
    void aCompanyThatSharesAndIsAskedForMore() {
        northwind = fixtures.lender("Northwind Bank");
        UUID company = northwind.company("Birchwood Joinery Ltd");
        connection = Connected.by(northwind, northwind.request(company));
        more = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        link = link(northwind, more);
    }

    @Test
    void theFirstScreenSaysThatItIsForMoreAndTakesTwoMinutes() {
        Browser dora = browser().open(link);
        assertThat(dora.text())
            .contains("Northwind Bank asks B••• J••• L••• to share more accounting data", "connected already",
                    "about 2 minutes", "Nothing more is shared before you agree")
            .doesNotContain("20 and an administrator", "monthly exports");
        assertThat(dora.open(link + "?lang=fr").text())
            .contains("de partager davantage de données comptables", "environ 2 minutes")
            .doesNotContain("??");
    }

    @Test
    @Tag("X4")
    void whoDeclinesReadsThatWhatIsSharedGoesOn() {
        Browser dora = signedIn(northwind, more).open("/journey/decline");
        assertThat(dora.text()).contains("What you already share goes on", "Nothing more is read")
            .doesNotContain("Nothing is shared");
        dora.press("/journey/decline").follow();
        assertThat(dora.at()).isEqualTo("/journey/declined");
        assertThat(dora.text()).contains("What you already share with Northwind Bank goes on")
            .doesNotContain("Nothing is shared");
        assertThat(browser().open(link).text())
            .contains("What is already shared with Northwind Bank goes on", "I changed my mind")
            .doesNotContain("Nothing is shared");
        clock.advance(Duration.ofDays(23));
        assertThat(browser().open(link).text())
            .contains("What is already shared with Northwind Bank goes on", "The time to answer has passed")
            .doesNotContain("Nothing is shared");
    }

    @Test
    @Tag("X12")
    void whereTheLenderWithdrawsItToo() {
        Browser dora = signedIn(northwind, more);
        northwind.cancel(more, null);
        assertThat(dora.open("/journey/closed").text()).contains("What is already shared goes on as before")
            .doesNotContain("nothing is shared");
        assertThat(browser().open(link).text()).contains("What is already shared goes on as before")
            .doesNotContain("nothing is shared");
    }

    @Test
    @Tag("X2")
    void whereTheTimePassesToo() {
        Browser dora = signedIn(northwind, more);
        clock.advance(Duration.ofDays(23));
        northwind.as(() -> requests.dueDateReached(more));
        assertThat(dora.open("/journey/closed").text()).contains("What you already share goes on")
            .doesNotContain("Nothing is shared");
    }

    @Test
    @Tag("C11")
    void onceTheSharingHasEndedNothingIsSaidToGoOn() {
        Browser dora = signedIn(northwind, more);
        northwind.as(() -> ends.connection(connection, more, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null)));
        assertThat(dora.open("/journey/closed").text()).contains("nothing is shared").doesNotContain("goes on");
        assertThat(browser().open(link).text()).contains("nothing is shared").doesNotContain("goes on");
    }

}
