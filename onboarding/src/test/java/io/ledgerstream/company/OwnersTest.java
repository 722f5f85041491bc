package io.ledgerstream.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.People;
import io.ledgerstream.lender.Role;
import io.ledgerstream.lender.UserView;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@OnboardingTest
@Tag("X9")
class OwnersTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Owners owners;

    @Autowired
    private Companies companies;

    @Autowired
    private People people;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID ada;

    private UUID alan;

    private UUID sam;

    @BeforeEach
    void peopleOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        ada = northwind.user("Ada Admin", Role.ADMIN);
        alan = northwind.user("Alan Admin", Role.ADMIN);
        sam = northwind.user("Sam Successor", Role.RELATIONSHIP_MANAGER);
    }

    @Test
    void theLastAdministratorStays() {
        leaves(alan, ada);
        assertThatThrownBy(() -> leaves(ada, sam)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo("last-admin"));
        assertThat(active()).contains("Ada Admin").doesNotContain("Alan Admin");
    }

    @RepeatedTest(5)
    void twoAdministratorsCannotDisableEachOther() {
        List<Object> answers = atOnce(() -> leaves(ada, alan), () -> leaves(alan, ada));
        assertThat(answers).filteredOn(answer -> answer.equals("done")).hasSize(1);
        assertThat(answers).contains("last-admin");
    }

    @RepeatedTest(5)
    void noCompanyIsAddedForSomebodyWhoLeavesAtTheSameMoment() {
        leaves(northwind.owner(), sam, ada);
        UUID rita = northwind.user("Rita Two", Role.RELATIONSHIP_MANAGER);
        NewCompany company = new NewCompany("Acme Ltd", null, "US", null, "Dora", "dora@customer.example", null, "en",
                rita);
        List<Object> answers = atOnce(() -> leaves(rita, ada), () -> {
            northwind.as(() -> companies.add(company, Actor.user(ada)));
            return "done";
        });
        boolean left = answers.getFirst().equals("done");
        assertThat(answers.getLast()).as("%s", answers).isEqualTo(left ? "owner-not-possible" : "done");
        assertThat(answers.getFirst()).isIn("done", "owner-demanded");
    }

    @Test
    void aCompanyIsPutInTheHandsOfSomebodyWhoCanSignInOnly() {
        UUID acme = northwind.company("Acme Ltd");
        UUID viewer = northwind.user("Vic Viewer", Role.VIEWER);
        leaves(sam, ada);
        for (UUID wish : List.of(sam, viewer, contoso.owner(), UUID.randomUUID())) {
            assertThatThrownBy(() -> northwind.as(() -> owners.change(acme, wish, Actor.user(ada))))
                .isInstanceOfSatisfying(Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("owner-not-possible"));
        }
        assertThatThrownBy(() -> contoso.as(() -> owners.change(acme, contoso.owner(), contoso.actor())))
            .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> contoso.as(() -> owners.leaves(ada, null, contoso.actor())))
            .isInstanceOf(NotFound.class);
        assertThat(northwind.as(() -> companies.get(acme)).ownerId()).isEqualTo(northwind.owner());
    }

    private String leaves(UUID leaver, UUID by) {
        return leaves(leaver, null, by);
    }

    private String leaves(UUID leaver, UUID newOwner, UUID by) {
        northwind.as(() -> owners.leaves(leaver, newOwner, Actor.user(by)));
        return "done";
    }

    private List<String> active() {
        return northwind.as(() -> people.all())
            .stream()
            .filter(person -> !person.disabled())
            .map(UserView::name)
            .toList();
    }

    /** What each said: done, or why not. */
    private static List<Object> atOnce(Callable<String> one, Callable<String> other) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(List.of(one, other)).stream().<Object>map(OwnersTest::answer).toList();
        }
        catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String answer(Future<String> done) {
        return done.state() == Future.State.SUCCESS ? done.resultNow() : ((Refused) done.exceptionNow()).reason();
    }

}
