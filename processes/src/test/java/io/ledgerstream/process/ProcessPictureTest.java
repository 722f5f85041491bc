package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ledgerstream.process.Onboarding.Elements;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

@Tag("L6")
class ProcessPictureTest {

    private final ProcessPicture picture = ProcessPicture.of(Onboarding.RESOURCE);

    @Test
    void every_element_of_the_models_is_in_its_picture_by_its_name() throws Exception {
        assertDrawn(picture, Model.ONBOARDING);
        assertDrawn(ProcessPicture.of(Onboarding.RECONNECTION_RESOURCE), Model.RECONNECTION);
    }

    @Test
    void user_tasks_say_who_does_them() throws Exception {
        Element svg = parse(picture.asSvg());
        assertThat(classes(svg, Elements.GIVE_CONSENT)).contains("customer");
        assertThat(element(svg, Elements.GIVE_CONSENT).getTextContent()).startsWith("Customer");
        assertThat(classes(svg, Elements.DECIDE_COMPANY_MATCH)).contains("lender");
        assertThat(element(svg, Elements.DECIDE_COMPANY_MATCH).getTextContent()).startsWith("Lender");
    }

    @Test
    void it_can_stand_in_a_page_that_forbids_inline_styles_and_scripts() {
        assertThat(picture.asSvg(List.of(Elements.SEND_INVITATION), Set.of(Elements.SELECT_SOFTWARE)))
            .doesNotContain("style=")
            .doesNotContain("<style")
            .doesNotContain("<script")
            .doesNotContain("href")
            .doesNotContainPattern("\\son\\w+=");
    }

    @Test
    void those_who_cannot_see_it_are_read_its_name_and_the_same_as_text() throws Exception {
        List<String> taken = List.of(Elements.SEND_INVITATION);
        Element svg = parse(picture.asSvg(taken, Set.of(Elements.SELECT_SOFTWARE)));
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("process-picture-title process-picture-desc");
        assertThat(DiagramReader.first(svg, "title").orElseThrow().getTextContent())
            .isEqualTo("Accounting data onboarding");
        assertThat(DiagramReader.first(svg, "desc").orElseThrow().getTextContent())
            .isEqualTo(picture.asText(taken, Set.of(Elements.SELECT_SOFTWARE)));
    }

    @Test
    void the_current_step_and_the_way_to_it_are_marked() throws Exception {
        Element svg = parse(picture.asSvg(List.of(Elements.SEND_INVITATION), Set.of(Elements.SELECT_SOFTWARE)));
        assertThat(classes(svg, Elements.SELECT_SOFTWARE)).contains("current");
        assertThat(DiagramReader.all(element(svg, Elements.SELECT_SOFTWARE), "path")).anyMatch(p -> hasClass(p, "now"));
        assertThat(
                List.of(Elements.DATA_REQUESTED, Elements.OPEN_REQUEST, Elements.CUSTOMER_CONNECTS, "SelectionMerge"))
            .allSatisfy(id -> assertThat(classes(svg, id)).contains("taken").doesNotContain("current"));
        assertThat(List.of(Elements.GIVE_CONSENT, Elements.SEND_REMINDER, Elements.REQUEST_CANCELLED))
            .allSatisfy(id -> assertThat(classes(svg, id)).doesNotContain("taken"));
        assertThat(withClass(svg, "flow").stream().filter(f -> hasClass(f, "taken"))).hasSize(6);
    }

    @Test
    void a_plain_picture_marks_nothing() throws Exception {
        Element svg = parse(picture.asSvg());
        assertThat(withClass(svg, "taken")).isEmpty();
        assertThat(withClass(svg, "current")).isEmpty();
    }

    @Test
    void the_text_says_what_is_done_where_it_waits_and_what_comes() {
        assertThat(picture.asText(List.of(Elements.SEND_INVITATION, Elements.SEND_REMINDER),
                Set.of(Elements.CONNECT_SOFTWARE)))
            .isEqualTo("""
                    Done: Open request, Send invitation, Select accounting software, Give consent, \
                    Plan next reminder, Send reminder.
                    Now: Connect accounting software.
                    Still to come: Verify connection, Start data stream, Notify lender, Confirm to customer.""");
    }

    @Test
    void the_text_of_an_ended_request_says_how_it_ended() {
        assertThat(picture.asText(List.of(Elements.GIVE_CONSENT, Elements.REQUEST_DECLINED), Set.of()))
            .endsWith("Give consent, Notify lender of decline.\nEnded: Request declined.")
            .doesNotContain("Still to come");
        assertThat(picture.asText(List.of(Elements.SELECT_SOFTWARE, Elements.REQUEST_EXPIRED), Set.of()))
            .endsWith("Expire request, Notify lender of expiry.\nEnded: Request expired.");
        assertThat(picture.asText(List.of(Elements.SELECT_SOFTWARE, Elements.REQUEST_CANCELLED), Set.of()))
            .endsWith("Select accounting software, Tell customer of cancellation.\nEnded: Request cancelled.");
        assertThat(picture.asText(List.of(Elements.CONNECT_SOFTWARE, Elements.DATA_FLOWING), Set.of())).isEqualTo("""
                Done: Open request, Send invitation, Select accounting software, Give consent, \
                Connect accounting software, Verify connection, \
                Start data stream, Notify lender, Confirm to customer.
                Ended: Data flowing.""");
    }

    @Test
    void a_request_that_has_not_begun_has_everything_ahead() {
        assertThat(picture.asText(List.of(), Set.of())).isEqualTo("""
                Still to come: Open request, Send invitation, Select accounting software, Give consent, \
                Connect accounting software, Verify connection, \
                Start data stream, Notify lender, Confirm to customer.""");
    }

    @Test
    void an_upload_is_followed_by_what_follows_uploads() {
        assertThat(picture.asText(List.of(Elements.GIVE_CONSENT), Set.of(Elements.UPLOAD_FILES))).isEqualTo("""
                Done: Open request, Send invitation, Select accounting software, Give consent.
                On the way: Shared by file? yes.
                Now: Upload files.
                Still to come: Notify lender of upload, Confirm upload to customer.""");
        assertThat(picture.asText(List.of(Elements.UPLOAD_FILES, Elements.DATA_UPLOADED), Set.of()))
            .endsWith("Upload files, Notify lender of upload, Confirm upload to customer.\n"
                    + "On the way: Shared by file? yes, By file? yes.\nEnded: Data uploaded.");
    }

    /**
     * What was an upload first and was changed is not followed by what follows uploads.
     */
    @Test
    void the_last_decision_counts_for_what_comes() {
        assertThat(picture.asText(List.of(Elements.UPLOAD_FILES, Elements.SELECT_SOFTWARE, Elements.GIVE_CONSENT),
                Set.of(Elements.CONNECT_SOFTWARE)))
            .contains("Uploaded? change of software")
            .endsWith("Verify connection, Start data stream, Notify lender, Confirm to customer.");
    }

    @Test
    void a_rejected_connection_leads_back_and_the_check_is_still_to_come() throws Exception {
        List<String> way = List.of(Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION);
        assertThat(picture.asText(way, Set.of(Elements.CONNECT_SOFTWARE))).isEqualTo("""
                Done: Open request, Send invitation, Select accounting software, Give consent.
                On the way: Connection rejected.
                Now: Connect accounting software.
                Still to come: Verify connection, Start data stream, Notify lender, Confirm to customer.""");
        Element svg = parse(picture.asSvg(way, Set.of(Elements.CONNECT_SOFTWARE)));
        assertThat(classes(svg, Elements.CONNECTION_REJECTED)).contains("taken");
        assertThat(classes(svg, "CompanyMatches")).doesNotContain("taken");
    }

    @Test
    void books_of_another_company_wait_for_the_lender_and_go_on_from_there() {
        List<String> way = List.of(Elements.VERIFY_CONNECTION, Elements.CONFIRM_COMPANY);
        assertThat(picture.asText(way, Set.of(Elements.DECIDE_COMPANY_MATCH))).endsWith("""
                Verify connection, Confirm company.
                On the way: Company matches? no.
                Now: Decide company match.
                Still to come: Start data stream, Notify lender, Confirm to customer.""");
        assertThat(picture.asText(List.of(Elements.VERIFY_CONNECTION, Elements.DECIDE_COMPANY_MATCH),
                Set.of(Elements.CONNECT_SOFTWARE)))
            .contains("On the way: Company matches? no, Match accepted? no.\nNow: Connect accounting software.");
    }

    @Test
    void an_invitation_that_was_refused_is_sent_again_after_the_correction() {
        assertThat(picture.asText(List.of(Elements.SEND_INVITATION), Set.of(Elements.CORRECT_CONTACT))).startsWith("""
                Done: Open request.
                On the way: E-mail undeliverable.
                Now: Correct contact.
                Still to come: Send invitation, Select accounting software,""");
    }

    @Test
    void what_happens_beside_leaves_the_way_as_it_is() throws Exception {
        List<String> way = List.of(Elements.SELECT_SOFTWARE, Elements.CORRECT_BOUNCED_CONTACT);
        Set<String> current = Set.of(Elements.GIVE_CONSENT, Elements.HELP_CUSTOMER);
        assertThat(picture.asText(way, current)).isEqualTo("""
                Done: Open request, Send invitation, Select accounting software, Correct contact.
                On the way: Customer asked for help, Bounce received.
                Now: Give consent, Help customer.
                Still to come: Connect accounting software, Verify connection, Start data stream, \
                Notify lender, Confirm to customer.""");
        Element svg = parse(picture.asSvg(way, current));
        assertThat(List.of("HelpAsked", "CustomerAskedForHelp", "MailBounced", "BounceReceived"))
            .allSatisfy(id -> assertThat(classes(svg, id)).contains("taken"));
        assertThat(List.of("ContactDisputed", "Reminders", "EmailUndeliverable", "SendInvitationAfterBounce"))
            .allSatisfy(id -> assertThat(classes(svg, id)).doesNotContain("taken"));
    }

    @Test
    void a_reconnection_has_its_own_way() {
        ProcessPicture reconnection = ProcessPicture.of(Onboarding.RECONNECTION_RESOURCE);
        assertThat(reconnection.asText(List.of(Elements.SEND_INVITATION), Set.of(Elements.CONNECT_SOFTWARE)))
            .isEqualTo("""
                    Done: Open request, Send invitation to reconnect, Give consent.
                    Now: Reconnect accounting software.
                    Still to come: Verify connection, Resume data stream, Notify lender of reconnection, \
                    Confirm reconnection to customer.""");
    }

    @Test
    void an_element_of_another_version_of_the_model_is_passed_over() {
        assertThat(picture.asSvg(List.of("<NoLongerThere>"), Set.of("NorThis"))).isEqualTo(picture.asSvg());
    }

    @Test
    void numbers_are_written_the_same_on_every_machine() {
        Locale before = Locale.getDefault();
        String here = picture.asSvg();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(picture.asSvg()).isEqualTo(here);
        }
        finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_missing_model_is_named() {
        assertThatIllegalStateException().isThrownBy(() -> ProcessPicture.of("bpmn/none.bpmn"))
            .withMessageContaining("bpmn/none.bpmn");
    }

    private static void assertDrawn(ProcessPicture picture, Model model) throws Exception {
        Element svg = parse(picture.asSvg());
        assertThat(model.nodes()).allSatisfy(node -> {
            String drawn = element(svg, node.getAttribute("id")).getTextContent().replace(" ", "");
            assertThat(drawn).endsWith(node.getAttribute("name").replace(" ", ""));
        });
        assertThat(withClass(svg, "flow")).hasSize((int) model.all("sequenceFlow").count());
    }

    private static Element parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))).getDocumentElement();
    }

    private static Element element(Element svg, String id) {
        return groups(svg).filter(g -> g.getAttribute("data-element").equals(id)).findFirst().orElseThrow();
    }

    private static String classes(Element svg, String id) {
        return element(svg, id).getAttribute("class");
    }

    private static List<Element> withClass(Element svg, String cssClass) {
        return groups(svg).filter(g -> hasClass(g, cssClass)).toList();
    }

    private static Stream<Element> groups(Element svg) {
        return DiagramReader.all(svg, "g");
    }

    private static boolean hasClass(Element element, String cssClass) {
        return List.of(element.getAttribute("class").split(" ")).contains(cssClass);
    }

}
