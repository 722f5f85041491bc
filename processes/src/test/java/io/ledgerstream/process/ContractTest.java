package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Code and model use the same names, looked at from either side. */
class ContractTest {

    private final Model model = new Model();

    @Test
    void the_process_has_the_name_it_is_started_by() {
        assertThat(model.process().getAttribute("id")).isEqualTo(Onboarding.PROCESS_ID);
    }

    @Test
    @Tag("P2")
    void every_job_type_has_its_constant_and_the_other_way_round() {
        assertThat(without(constants(Onboarding.Jobs.class), Onboarding.Jobs.USER_TASK))
                .isEqualTo(model.values("taskDefinition", "type"));
    }

    @Test
    void every_message_has_its_constant_and_the_other_way_round() {
        assertThat(without(constants(Onboarding.Messages.class), Onboarding.Messages.ENGINE_RUN))
                .isEqualTo(model.values("message", "name"));
        assertReferenced("message", "messageEventDefinition", "messageRef");
    }

    @Test
    void every_error_has_its_constant_and_the_other_way_round() {
        assertThat(constants(Onboarding.Errors.class)).isEqualTo(model.values("error", "errorCode"));
        assertReferenced("error", "errorEventDefinition", "errorRef");
    }

    @Test
    void every_escalation_has_its_constant_and_the_other_way_round() {
        assertThat(constants(Onboarding.Escalations.class)).isEqualTo(model.values("escalation", "escalationCode"));
        assertReferenced("escalation", "escalationEventDefinition", "escalationRef");
    }

    @Test
    void every_header_and_its_values_have_their_constants_and_the_other_way_round() {
        assertThat(constants(Onboarding.Headers.class)).isEqualTo(model.values("header", "key"));
        assertThat(constants(Onboarding.Notices.class)).isEqualTo(model.values("header", "value"));
    }

    @Test
    void every_notice_says_which_one_it_is() {
        assertThat(model.all("serviceTask").filter(t -> isOfType(t, Onboarding.Jobs.SEND_NOTICE)))
                .allSatisfy(task -> assertThat(DiagramReader.first(task, "header")).isPresent());
    }

    /** The list in the model's documentation is the whole of what an instance may hold. */
    @Test
    @Tag("P4")
    void the_model_names_the_variables_that_the_code_knows_and_uses_no_others() {
        String documented = Model.documentation(model.process())
                .replaceFirst("(?s).*Variables: ", "").replaceFirst("\\.\\s*$", "");
        assertThat(Arrays.asList(documented.split(",\\s*")))
                .containsExactlyInAnyOrderElementsOf(constants(Onboarding.Variables.class));
        assertThat(constants(Onboarding.Variables.class)).containsAll(model.variablesUsed());
    }

    @Test
    void every_variable_that_steers_the_model_occurs_in_it() {
        assertThat(model.variablesUsed()).containsExactlyInAnyOrder(Onboarding.Variables.REQUEST_ID,
                Onboarding.Variables.REMINDER_AT, Onboarding.Variables.REMINDER_PLANNED, Onboarding.Variables.DUE_AT,
                Onboarding.Variables.EXPIRED, Onboarding.Variables.CONSENT_OUTCOME, Onboarding.Variables.CONNECT_OUTCOME);
    }

    @Test
    void every_outcome_of_a_user_task_is_a_way_in_the_model() {
        assertOutcomes(Onboarding.Elements.GIVE_CONSENT, Onboarding.Variables.CONSENT_OUTCOME,
                constants(Onboarding.ConsentOutcomes.class), Onboarding.ConsentOutcomes.GIVEN);
        assertOutcomes(Onboarding.Elements.CONNECT_SOFTWARE, Onboarding.Variables.CONNECT_OUTCOME,
                constants(Onboarding.ConnectOutcomes.class), Onboarding.ConnectOutcomes.AUTHORISED);
    }

    @Test
    void every_element_that_code_names_exists() {
        assertThat(model.nodes()).extracting(e -> e.getAttribute("id")).containsAll(constants(Onboarding.Elements.class));
    }

    @Test
    void every_user_task_and_every_end_of_the_process_has_its_constant() {
        Set<String> named = constants(Onboarding.Elements.class);
        assertThat(named).containsAll(model.values("userTask", "id"));
        assertThat(model.all("endEvent").filter(e -> e.getParentNode() == model.process()).map(e -> e.getAttribute("id")))
                .isNotEmpty().isSubsetOf(named);
    }

    private void assertReferenced(String tag, String eventDefinition, String reference) {
        assertThat(model.values(eventDefinition, reference)).isEqualTo(model.values(tag, "id"));
    }

    /** All but the usual outcome are compared with; the usual one is the gateway's default. */
    private void assertOutcomes(String task, String variable, Set<String> outcomes, String usual) {
        assertThat(model.valuesComparedWith(variable)).isEqualTo(without(outcomes, usual));
        Element element = model.all("userTask").filter(t -> t.getAttribute("id").equals(task)).findFirst().orElseThrow();
        assertThat(Model.documentation(element)).contains(outcomes).contains(variable);
    }

    private static boolean isOfType(Element task, String type) {
        return DiagramReader.first(task, "taskDefinition").filter(d -> d.getAttribute("type").equals(type)).isPresent();
    }

    private static Set<String> constants(Class<?> names) {
        return Arrays.stream(names.getDeclaredFields()).map(ContractTest::value).collect(Collectors.toSet());
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " should be public", e);
        }
    }

    private static Set<String> without(Set<String> all, String one) {
        Set<String> rest = new HashSet<>(all);
        assertThat(rest.remove(one)).isTrue();
        return rest;
    }
}
