package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.Help;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@Tag("C9")
@Tag("L7")
class HelpPageTest extends PageTest {

    @Autowired
    private Help help;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID request;

    @BeforeEach
    void aQuestionOfACustomerOfOneOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.company("Acme Ltd"));
    }

    @Test
    void withoutAQuestionThereIsNothingToAnswer() {
        assertThat(show(northwind.ownerEmail())).hasStatusOk()
            .bodyText()
            .contains("No questions yet")
            .doesNotContain("<textarea");
    }

    @Test
    void theQuestionIsShownWithStepAndTimeAndTheAnswerEndsTheWaiting() {
        northwind.atConsent(request);
        ask("Who reads this?\n<b>${7*7}</b>");
        assertThat(page()).bodyText()
            .contains("Needs attention", "The customer asked for help", "/portal/requests/" + request + "/help",
                    "Held while help is open");
        assertThat(show(northwind.ownerEmail())).hasStatusOk()
            .bodyText()
            .contains("Who reads this?\n&lt;b&gt;${7*7}&lt;/b&gt;", "at: Consent", "Waiting for an answer");

        assertThat(answer("  Only we do.\r\nRita ", northwind.ownerEmail())).hasStatus(302)
            .hasRedirectedUrl("/portal/requests/" + request);

        assertThat(show(northwind.ownerEmail())).bodyText()
            .contains("Only we do.\nRita", "Rita Moreno answered")
            .doesNotContain("<textarea");
        assertThat(page()).bodyText()
            .contains("Help answered")
            .doesNotContain("Needs attention", "Held while help is open");
    }

    @Test
    void severalQuestionsAreAnsweredAtOnce() {
        ask("One?");
        assertThat(show(northwind.ownerEmail())).bodyText().doesNotContain("It answers all questions that are open.");
        ask("Two?");
        assertThat(show(northwind.ownerEmail())).bodyText()
            .containsSubsequence("One?", "Two?", "It answers all questions that are open.");
    }

    @Test
    void anAnswerIsOneToTwoThousandCharacters() {
        ask("One?");
        assertThat(answer(" \r\n ", northwind.ownerEmail())).hasStatusOk()
            .bodyText()
            .contains("Enter an answer", "href=\"#answer\"");
        assertThat(answer("x".repeat(2001), northwind.ownerEmail())).hasStatusOk()
            .bodyText()
            .contains("Enter at most 2,000 characters");
        assertThat(answer("a\u0007b", northwind.ownerEmail())).hasStatusOk()
            .bodyText()
            .contains("without characters that cannot be seen");
        assertThat(answer("x\r\n".repeat(1000).strip(), northwind.ownerEmail())).as("a line break is one character")
            .hasStatus(302);
    }

    @Test
    void whoComesSecondReadsThatItIsDone() {
        ask("One?");
        answer("Like this.", northwind.ownerEmail());
        var second = answer("Or like that.", northwind.ownerEmail());
        assertThat(second).hasStatus(302);
        assertThat(second.getMvcResult().getFlashMap().get("refused")).isEqualTo("nothing-asked");
        assertThat(show(northwind.ownerEmail())).bodyText().contains("Like this.").doesNotContain("Or like that.");
    }

    @Test
    void aQuestionIsAnsweredAlsoOnceTheRequestIsClosed() {
        ask("One?");
        northwind.cancel(request, null);
        assertThat(page()).bodyText().contains("The customer asked for help");
        assertThat(answer("Like this.", northwind.ownerEmail())).hasStatus(302);
        assertThat(page()).bodyText().doesNotContain("Needs attention");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void allMayReadAndAllButViewersMayAnswer(Role role) {
        ask("One?");
        String person = person(northwind, role);
        assertThat(show(person)).hasStatusOk().bodyText().contains("One?");
        assertThat(answer("Like this.", person)).hasStatus(role == Role.VIEWER ? 403 : 302);
    }

    @Test
    void anotherLendersQuestionsDoNotExist() {
        ask("One?");
        assertThat(show(contoso.ownerEmail())).hasStatus(404);
        assertThat(answer("Like this.", contoso.ownerEmail())).hasStatus(404);
    }

    private void ask(String question) {
        northwind.as(() -> help.ask(request, question, Actor.customer(null)));
    }

    private MvcTestResult page() {
        return pages.get().uri("/portal/requests/{id}", request).with(by(northwind)).exchange();
    }

    private MvcTestResult show(String person) {
        return pages.get().uri("/portal/requests/{id}/help", request).with(by(person)).exchange();
    }

    private MvcTestResult answer(String text, String person) {
        return pages.post()
            .uri("/portal/requests/{id}/help", request)
            .param("answer", text)
            .with(csrf())
            .with(by(person))
            .exchange();
    }

}
