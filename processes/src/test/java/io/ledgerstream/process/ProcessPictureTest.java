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
    void every_element_of_the_model_is_in_the_picture_by_its_name() throws Exception {
        Element svg = parse(picture.asSvg());
        assertThat(Model.ONBOARDING.nodes()).allSatisfy(node -> {
            String drawn = element(svg, node.getAttribute("id")).getTextContent().replace(" ", "");
            assertThat(drawn).isEqualTo(node.getAttribute("name").replace(" ", ""));
        });
        assertThat(withClass(svg, "flow")).hasSize((int) Model.ONBOARDING.all("sequenceFlow").count());
    }

    @Test
    void it_can_stand_in_a_page_that_forbids_inline_styles_and_scripts() {
        assertThat(picture.asSvg(Set.of(Elements.SEND_INVITATION), Set.of(Elements.SELECT_SOFTWARE)))
                .doesNotContain("style=").doesNotContain("<style").doesNotContain("<script").doesNotContain("href")
                .doesNotContainPattern("\\son\\w+=");
    }

    @Test
    void those_who_cannot_see_it_are_read_its_name_and_the_same_as_text() throws Exception {
        Set<String> taken = Set.of(Elements.SEND_INVITATION);
        Element svg = parse(picture.asSvg(taken, Set.of(Elements.SELECT_SOFTWARE)));
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("process-picture-title process-picture-desc");
        assertThat(DiagramReader.first(svg, "title").orElseThrow().getTextContent()).isEqualTo("Accounting data onboarding");
        assertThat(DiagramReader.first(svg, "desc").orElseThrow().getTextContent())
                .isEqualTo(picture.asText(taken, Set.of(Elements.SELECT_SOFTWARE)));
    }

    @Test
    void the_current_step_and_the_way_to_it_are_marked() throws Exception {
        Element svg = parse(picture.asSvg(Set.of(Elements.SEND_INVITATION), Set.of(Elements.SELECT_SOFTWARE)));
        assertThat(classes(svg, Elements.SELECT_SOFTWARE)).contains("current");
        assertThat(DiagramReader.all(element(svg, Elements.SELECT_SOFTWARE), "path")).anyMatch(p -> hasClass(p, "now"));
        assertThat(List.of(Elements.DATA_REQUESTED, Elements.OPEN_REQUEST, Elements.CUSTOMER_CONNECTS, "SelectionMerge"))
                .allSatisfy(id -> assertThat(classes(svg, id)).contains("taken").doesNotContain("current"));
        assertThat(List.of(Elements.GIVE_CONSENT, Elements.SEND_REMINDER, Elements.REQUEST_CANCELLED))
                .allSatisfy(id -> assertThat(classes(svg, id)).doesNotContain("taken"));
        assertThat(withClass(svg, "flow").stream().filter(f -> hasClass(f, "taken"))).hasSize(5);
    }

    @Test
    void a_plain_picture_marks_nothing() throws Exception {
        Element svg = parse(picture.asSvg());
        assertThat(withClass(svg, "taken")).isEmpty();
        assertThat(withClass(svg, "current")).isEmpty();
    }

    @Test
    void the_text_says_what_is_done_where_it_waits_and_what_comes() {
        assertThat(picture.asText(Set.of(Elements.SEND_INVITATION, Elements.SEND_REMINDER), Set.of(Elements.CONNECT_SOFTWARE)))
                .isEqualTo("""
                        Done: Open request, Send invitation, Select accounting software, Give consent, Send reminder.
                        Now: Connect accounting software.
                        Still to come: Verify connection, Start data stream, Notify lender, Confirm to customer.""");
    }

    @Test
    void the_text_of_an_ended_request_says_how_it_ended() {
        assertThat(picture.asText(Set.of(Elements.GIVE_CONSENT, "NotifyLenderOfDecline", Elements.REQUEST_DECLINED), Set.of()))
                .endsWith("Notify lender of decline.\nEnded: Request declined.").doesNotContain("Still to come");
    }

    @Test
    void a_request_that_has_not_begun_has_everything_ahead() {
        assertThat(picture.asText(Set.of(), Set.of())).startsWith("Still to come: Open request, Send invitation, Select");
    }

    @Test
    void an_element_of_another_version_of_the_model_is_passed_over() {
        assertThat(picture.asSvg(Set.of("<NoLongerThere>"), Set.of("NorThis"))).isEqualTo(picture.asSvg());
    }

    @Test
    void numbers_are_written_the_same_on_every_machine() {
        Locale before = Locale.getDefault();
        String here = picture.asSvg();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(picture.asSvg()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_missing_model_is_named() {
        assertThatIllegalStateException().isThrownBy(() -> ProcessPicture.of("bpmn/none.bpmn"))
                .withMessageContaining("bpmn/none.bpmn");
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
