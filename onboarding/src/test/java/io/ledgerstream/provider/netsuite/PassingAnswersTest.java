package io.ledgerstream.provider.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.connection.ProviderCalls;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.Misconfigured;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.ProviderAnswer.Trouble;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import io.ledgerstream.request.RequestViews;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;

/**
 * A connection that works, and its credential, which nobody has twice, outlive every
 * answer that does not say that the access is over.
 */
@OnboardingTest
@Tag("S4")
@Tag("V5")
class PassingAnswersTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private ProviderCalls calls;

    @Autowired
    private RequestViews views;

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    private final int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void aCustomerWhoHasConsented() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Trading Ltd", "Dora Patel", "GB", "en"));
        northwind.consented(request, SoftwareCatalog.NETSUITE);
    }

    @AfterEach
    void clocksAgree() {
        netSuite.turn(SampleAccount.ACME, "CLOCK_APART", false);
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfSomethingOnTheWayEndsNothing(Way way) {
        UUID connection = linked(way);
        for (int status : new int[] { 401, 403 }) {
            netSuite.fail(status, "text/html", "<html><h1>Access denied</h1></html>");
            assertThat(company(connection)).as("%s", status).isInstanceOf(Trouble.class);
            assertThatItWorksOn(connection);
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "CERTIFICATE", "CODE" })
    void norWhereATokenIsAskedFor(Way way) {
        UUID connection = linked(way);
        for (int status : new int[] { 401, 403 }) {
            Db.all().sql("update connection set access_expires_at = now() where id = ?").param(connection).update();
            netSuite.fail(status, "text/html", "<html><h1>Access denied</h1></html>");
            assertThat(company(connection)).as("%s", status).isInstanceOf(Trouble.class);
            assertThatItWorksOn(connection);
        }
    }

    @Test
    void clocksThatAreApartEndNothingAndReadingGoesOnOnceTheyAgree() {
        UUID connection = linked(Way.TBA);
        netSuite.turn(SampleAccount.ACME, "CLOCK_APART", true);
        assertThat(company(connection)).isEqualTo(new Misconfigured<>("clock-apart"));
        connected.readAll();
        assertThat(errors(connection)).containsOnly("access-refused");
        assertThat(state(connection)).isEqualTo("LINKED");

        netSuite.turn(SampleAccount.ACME, "CLOCK_APART", false);
        Db.all()
            .sql("update sync_position set next_at = now() - interval '1 minute' where connection_id = ?")
            .param(connection)
            .update();
        connected.readAll();
        assertThat(errors(connection)).isEmpty();
        assertThatItWorksOn(connection);
    }

    @Test
    void norDoesARefusalThatDoesNotSayWhy() {
        UUID connection = linked(Way.TBA);
        netSuite.fail(401, "application/json",
                "{\"status\":401,\"o:errorDetails\":[{\"detail\":\"Invalid login attempt.\","
                        + "\"o:errorCode\":\"INVALID_LOGIN\"}]}");
        assertThat(company(connection)).isEqualTo(new Misconfigured<>("login-refused"));
        assertThatItWorksOn(connection);
    }

    @ParameterizedTest
    @EnumSource
    void whereTheRoleMayNoLongerTheCustomerIsAskedToMendIt(Way way) {
        UUID connection = linked(way);
        EnumSet<Permission> fewer = EnumSet.copyOf(Permission.ASKED_FOR);
        fewer.remove(Permission.REST_WEB_SERVICES);
        netSuite.permissions(role, fewer);
        assertThat(company(connection)).isEqualTo(new Misconfigured<>("role-without-rest"));
        assertThat(state(connection)).isEqualTo("DEAUTHORIZED");
        assertThat(reconnections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aConnectionThatIsBeingMadeIsToldOfThem(boolean apart) {
        connected.setUp(northwind, request, Way.TBA, role);
        netSuite.turn(SampleAccount.ACME, "CLOCK_APART", apart);
        connected.checked(northwind, request);
        assertThat(northwind.as(() -> views.get(request)).attemptReason()).isEqualTo(apart ? "clock-apart" : null);
    }

    private UUID linked(Way way) {
        connected.setUp(northwind, request, way, role);
        connected.verified(northwind, request);
        UUID connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        assertThat(state(connection)).isEqualTo("LINKED");
        return connection;
    }

    private ProviderAnswer<?> company(UUID connection) {
        return northwind.as(() -> calls.call(connection, SoftwareCatalog.NETSUITE, Provider::company));
    }

    private void assertThatItWorksOn(UUID connection) {
        assertThat(state(connection)).isEqualTo("LINKED");
        assertThat(reconnections()).isZero();
        assertThat(company(connection)).isInstanceOf(Ok.class);
    }

    private int reconnections() {
        return Db.all()
            .sql("select count(*) from request where lender_id = ? and kind = 'RECONNECTION'")
            .param(northwind.id())
            .query(Integer.class)
            .single();
    }

    private static String state(UUID connection) {
        return Db.all().sql("select state from connection where id = ?").param(connection).query(String.class).single();
    }

    private static List<String> errors(UUID connection) {
        return Db.all()
            .sql("select last_error from sync_position where connection_id = ? and last_error is not null")
            .param(connection)
            .query(String.class)
            .list();
    }

}
