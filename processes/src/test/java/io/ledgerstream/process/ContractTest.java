package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.Onboarding.Variables;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Code and models use the same names, looked at from either side. */
class ContractTest {

    static Stream<Model> models() {
        return Model.ALL.stream();
    }

    @Test
    void the_processes_have_the_names_that_the_code_knows() {
        assertThat(Model.ONBOARDING.process().getAttribute("id")).isEqualTo(Onboarding.PROCESS_ID);
        assertThat(Model.RECONNECTION.process().getAttribute("id")).isEqualTo(Onboarding.RECONNECTION_ID);
    }

    @Test
    void each_process_is_started_by_its_own_message() {
        assertThat(startMessage(Model.ONBOARDING, Elements.DATA_REQUESTED))
            .isEqualTo(Onboarding.Messages.DATA_REQUESTED);
        assertThat(startMessage(Model.RECONNECTION, Elements.RECONNECTION_REQUESTED))
            .isEqualTo(Onboarding.Messages.RECONNECTION_REQUESTED);
    }

    @Test
    @Tag("P2")
    void every_job_type_has_its_constant_and_the_other_way_round() {
        assertThat(without(constants(Onboarding.Jobs.class), Onboarding.Jobs.USER_TASK))
            .isEqualTo(values("taskDefinition", "type"));
    }

    @Test
    void every_message_has_its_constant_and_the_other_way_round() {
        assertThat(without(constants(Onboarding.Messages.class), Onboarding.Messages.ENGINE_RUN))
            .isEqualTo(values("message", "name"));
        assertReferenced("message", "messageEventDefinition", "messageRef");
    }

    @Test
    void every_error_has_its_constant_and_the_other_way_round() {
        assertThat(constants(Onboarding.Errors.class)).isEqualTo(values("error", "errorCode"));
        assertReferenced("error", "errorEventDefinition", "errorRef");
    }

    @Test
    void every_escalation_has_its_constant_and_the_other_way_round() {
        assertThat(constants(Onboarding.Escalations.class)).isEqualTo(values("escalation", "escalationCode"));
        assertReferenced("escalation", "escalationEventDefinition", "escalationRef");
    }

    @Test
    void every_header_and_its_values_have_their_constants_and_the_other_way_round() {
        assertThat(constants(Onboarding.Headers.class)).isEqualTo(values("header", "key"));
        assertThat(constants(Onboarding.Notices.class)).isEqualTo(values("header", "value"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_notice_says_which_one_it_is(Model model) {
        assertThat(model.all("serviceTask").filter(t -> isOfType(t, Onboarding.Jobs.SEND_NOTICE))).isNotEmpty()
            .allSatisfy(task -> assertThat(DiagramReader.first(task, "header")).isPresent());
    }

    @ParameterizedTest
    @MethodSource("models")
    @Tag("P2")
    void every_user_task_says_who_does_it(Model model) {
        assertThat(model.values("assignmentDefinition", "candidateGroups"))
            .isEqualTo(constants(Onboarding.Groups.class));
        assertThat(model.all("userTask"))
            .allSatisfy(task -> assertThat(DiagramReader.first(task, "assignmentDefinition")).isPresent());
    }

    /**
     * The lists in the models' documentation are the whole of what an instance may hold.
     */
    @Test
    @Tag("P4")
    void the_models_name_the_variables_that_the_code_knows_and_use_no_others() {
        assertThat(union(m -> Set.copyOf(m.variablesDocumented()))).isEqualTo(constants(Variables.class));
        assertThat(Model.ALL).allSatisfy(
                m -> assertThat(m.variablesDocumented()).doesNotHaveDuplicates().containsAll(m.variablesUsed()));
    }

    @Test
    void every_variable_that_steers_a_model_occurs_in_it() {
        Set<String> both = Set.of(Variables.REQUEST_ID, Variables.REMINDER_AT, Variables.DUE_AT, Variables.EXPIRED,
                Variables.CONSENT_OUTCOME);
        assertThat(Model.RECONNECTION.variablesUsed()).isEqualTo(both);
        Set<String> all = new HashSet<>(both);
        all.addAll(Set.of(Variables.BY_FILE, Variables.CONNECT_OUTCOME, Variables.UPLOAD_OUTCOME,
                Variables.CHOOSE_SUBSIDIARIES, Variables.COMPANY_MATCHES, Variables.COMPANY_OUTCOME,
                Variables.MATCH_OUTCOME));
        assertThat(Model.ONBOARDING.variablesUsed()).isEqualTo(all);
    }

    /**
     * What leads forward is compared with, so that an answer without its outcome leads
     * back, to where it is asked again.
     */
    @Test
    void every_outcome_of_a_user_task_is_a_way_in_the_model_and_a_missing_one_leads_back() {
        assertOutcomes(Elements.GIVE_CONSENT, Variables.CONSENT_OUTCOME, Onboarding.ConsentOutcomes.class,
                Onboarding.ConsentOutcomes.SOFTWARE_CHANGE);
        assertOutcomes(Elements.CONNECT_SOFTWARE, Variables.CONNECT_OUTCOME, Onboarding.ConnectOutcomes.class,
                Onboarding.ConnectOutcomes.SOFTWARE_CHANGE);
        assertOutcomes(Elements.UPLOAD_FILES, Variables.UPLOAD_OUTCOME, Onboarding.UploadOutcomes.class,
                Onboarding.UploadOutcomes.SOFTWARE_CHANGE);
        assertOutcomes(Elements.CONFIRM_COMPANY, Variables.COMPANY_OUTCOME, Onboarding.CompanyOutcomes.class,
                Onboarding.CompanyOutcomes.ANOTHER);
        assertOutcomes(Elements.DECIDE_COMPANY_MATCH, Variables.MATCH_OUTCOME, Onboarding.MatchOutcomes.class,
                Onboarding.MatchOutcomes.REFUSED);
    }

    @Test
    void a_consent_in_reconnection_is_given_or_declined_and_anything_else_stands_still() {
        assertThat(Model.RECONNECTION.valuesComparedWith(Variables.CONSENT_OUTCOME))
            .containsExactlyInAnyOrder(Onboarding.ConsentOutcomes.GIVEN, Onboarding.ConsentOutcomes.DECLINED);
        assertThat(Model.documentation(Model.RECONNECTION.node(Elements.GIVE_CONSENT)))
            .contains(Variables.CONSENT_OUTCOME);
        assertThat(Model.RECONNECTION.fallback("ConsentOutcome")).isEmpty();
    }

    @Test
    void every_element_that_code_names_exists() {
        assertThat(union(Model::ids)).containsAll(constants(Elements.class));
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_user_task_and_every_end_of_the_process_has_its_constant(Model model) {
        Set<String> named = constants(Elements.class);
        assertThat(named).containsAll(model.values("userTask", "id"));
        assertThat(
                model.all("endEvent").filter(e -> e.getParentNode() == model.process()).map(e -> e.getAttribute("id")))
            .isNotEmpty()
            .isSubsetOf(named);
    }

    /**
     * Workers, pages and tests know an element by its id, whichever model the instance is
     * of.
     */
    @Test
    void what_both_models_have_is_of_the_same_kind_in_both() {
        Set<String> shared = new HashSet<>(Model.ONBOARDING.ids());
        shared.retainAll(Model.RECONNECTION.ids());
        assertThat(shared).contains(Elements.OPEN_REQUEST, Elements.GIVE_CONSENT, Elements.HELP_CUSTOMER,
                Elements.REQUEST_EXPIRED);
        assertThat(shared)
            .allSatisfy(id -> assertThat(kind(Model.RECONNECTION, id)).isEqualTo(kind(Model.ONBOARDING, id)));
    }

    private static String kind(Model model, String id) {
        Element node = model.node(id);
        return node.getLocalName()
                + DiagramReader.children(node)
                    .map(Element::getLocalName)
                    .filter(tag -> tag.endsWith("Definition"))
                    .toList()
                + DiagramReader.first(node, "taskDefinition")
                    .filter(d -> node.getLocalName().equals("serviceTask"))
                    .map(d -> d.getAttribute("type"));
    }

    private static String startMessage(Model model, String start) {
        String reference = DiagramReader.first(model.node(start), "messageEventDefinition")
            .orElseThrow()
            .getAttribute("messageRef");
        return model.all("message")
            .filter(m -> m.getAttribute("id").equals(reference))
            .findFirst()
            .orElseThrow()
            .getAttribute("name");
    }

    private static void assertReferenced(String tag, String eventDefinition, String reference) {
        assertThat(Model.ALL)
            .allSatisfy(m -> assertThat(m.values(eventDefinition, reference)).isEqualTo(m.values(tag, "id")));
    }

    /** All outcomes but the one that leads back are compared with. */
    private static void assertOutcomes(String task, String variable, Class<?> names, String back) {
        assertThat(Model.ONBOARDING.valuesComparedWith(variable)).isEqualTo(without(constants(names), back));
        assertThat(Model.documentation(Model.ONBOARDING.node(task))).contains(constants(names)).contains(variable);
    }

    private static Set<String> values(String tag, String attribute) {
        return union(m -> m.values(tag, attribute));
    }

    private static Set<String> union(Function<Model, Set<String>> names) {
        return Model.ALL.stream().flatMap(m -> names.apply(m).stream()).collect(Collectors.toSet());
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
        }
        catch (IllegalAccessException e) {
            throw new AssertionError(field + " should be public", e);
        }
    }

    private static Set<String> without(Set<String> all, String one) {
        Set<String> rest = new HashSet<>(all);
        assertThat(rest.remove(one)).isTrue();
        return rest;
    }

}
