package io.ledgerstream.provider;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.OnboardingTest;
import io.ledgerstream.connection.Notes;
import io.ledgerstream.connection.Reasons;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@OnboardingTest
@Tag("V3")
class ReasonSentencesTest {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    @Autowired
    private ReasonSentences sentences;

    @Autowired
    private SoftwareCatalog catalog;

    @Autowired
    private List<Provider> providers;

    @Test
    @Tag("C12")
    void everyReasonAndNoteOfEveryProviderHasASentenceInBothLanguages() throws ReflectiveOperationException {
        for (Provider provider : ours()) {
            for (Locale language : LANGUAGES) {
                String software = provider.software();
                for (String reason : with(Reasons.class, provider.reasons())) {
                    assertThat(sentences.of(software, reason, language)).as("%s: %s", software, reason)
                        .isNotEqualTo(sentences.of(software, null, language))
                        .doesNotContain("{")
                        .endsWith(".");
                }
                for (String note : with(Notes.class, provider.notes())) {
                    assertThat(sentences.note(software, note, language)).as("%s: %s", software, note)
                        .isNotEqualTo(sentences.note(software, null, language))
                        .doesNotContain("{")
                        .endsWith(".");
                }
            }
        }
    }

    @Test
    void theSoftwaresOwnSentenceComesBeforeTheOneForAllWhichNamesIt() {
        assertThat(sentences.of("quickbooks-online", Reasons.ACCESS_DENIED, Locale.ENGLISH))
            .contains("press Connect again and then Connect at QuickBooks.");
        assertThat(sentences.of("xero", Reasons.ACCESS_DENIED, Locale.ENGLISH))
            .startsWith("In Xero the access was not allowed.");
        assertThat(sentences.of("xero", Reasons.NO_PERMISSION_BILLS, Locale.FRENCH)).startsWith("Votre rôle dans Xero");
    }

    /**
     * No "invalid login": the menu and the box, or the value. What is no doing of theirs
     * says so.
     */
    @Test
    void whatIsSetWrongInNetSuiteNamesTheMenuAndTheBox() {
        Provider netSuite = ours().stream()
            .filter(provider -> provider.software().equals("netsuite"))
            .findFirst()
            .orElseThrow();
        for (Locale language : LANGUAGES) {
            assertThat(netSuite.reasons()).hasSize(15)
                .filteredOn(reason -> !reason.equals("clock-apart"))
                .allSatisfy(reason -> assertThat(sentences.of("netsuite", reason, language)).contains("Setup > ")
                    .containsPattern("[“«].+[”»]|> New"));
            assertThat(sentences.note("netsuite", "role-too-wide", language)).contains("Setup > ", "Vendors",
                    "Find Transaction");
        }
    }

    @Test
    void whatNobodyKnowsHasASentenceToo() {
        for (String odd : new String[] { null, "", "never-heard-of", "other", "${x}", "'{0}'" }) {
            assertThat(sentences.of("xero", odd, Locale.ENGLISH)).startsWith("The connection could not be confirmed.");
            assertThat(sentences.note("nobodys", odd, Locale.FRENCH))
                .startsWith("Cela fonctionne, mais il y a quelque chose");
        }
        assertThat(sentences.of(null, Reasons.ACCESS_ENDED, Locale.ENGLISH))
            .startsWith("The connection could not be confirmed.");
    }

    /**
     * What is said of all software names none; a software's own name stands in its own
     * sentences alone.
     */
    @Test
    void noSentenceNamesAnotherSoftwareThanItsOwn() throws IOException {
        for (String bundle : List.of("/reasons.properties", "/reasons_fr.properties")) {
            Properties words = words(bundle);
            for (Software software : catalog.all()) {
                String name = software.name().split(" ")[0].equals("Sage") ? software.name()
                        : software.name().split(" ")[0];
                words.stringPropertyNames()
                    .stream()
                    .filter(key -> words.getProperty(key).contains(name))
                    .forEach(key -> assertThat(key).contains("." + software.code() + "."));
            }
        }
    }

    @Test
    @Tag("C12")
    void bothLanguagesHaveTheSameSentencesWithTheSamePlaces() throws IOException {
        Properties english = words("/reasons.properties");
        Properties french = words("/reasons_fr.properties");
        assertThat(french.keySet()).isEqualTo(english.keySet());
        english.stringPropertyNames().forEach(key -> {
            assertThat(places(french.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
            assertThat(english.getProperty(key) + french.getProperty(key)).as(key).doesNotContain("'");
        });
    }

    private List<Provider> ours() {
        List<Provider> ours = providers.stream()
            .filter(provider -> provider.getClass().getPackageName().startsWith("io.ledgerstream."))
            .toList();
        assertThat(ours).isNotEmpty();
        return ours;
    }

    private static List<String> with(Class<?> constants, Collection<String> own) throws ReflectiveOperationException {
        List<String> all = new ArrayList<>(own);
        for (Field constant : constants.getFields()) {
            all.add((String) constant.get(null));
        }
        return all;
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{\\d}")
            .matcher(text)
            .results()
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        try (var in = new InputStreamReader(ReasonSentencesTest.class.getResourceAsStream(file),
                StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }

}
