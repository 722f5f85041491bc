package io.ledgerstream.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

    private final Sentences sentences = new Sentences("mail");

    @ParameterizedTest
    @CsvSource({ "Acme Inc.,    'You have agreed. All that is left is to upload the files from Acme Inc.'",
            "Acme Inc,     'You have agreed. All that is left is to upload the files from Acme Inc.'",
            "Acme...,      'You have agreed. All that is left is to upload the files from Acme...'",
            "'{0}. $1 \\',  'You have agreed. All that is left is to upload the files from {0}. $1 \\.'",
            "Yahoo!,       'You have agreed. All that is left is to upload the files from Yahoo!.'" })
    void aNameThatEndsWithADotEndsASentenceWithOne(String name, String sentence) {
        assertThat(sentences.getMessage("mail.reminder.UPLOAD_FILES", new Object[] { name }, Locale.ENGLISH))
            .isEqualTo(sentence);
    }

    @Test
    void withinASentenceTheDotOfANameStays() {
        assertThat(sentences.getMessage("mail.sender", new Object[] { "Acme Inc." }, Locale.ENGLISH))
            .isEqualTo("Acme Inc. via Ledgerstream");
        assertThat(sentences.getMessage("mail.hello", new Object[] { "J. Smith Jr." }, Locale.ENGLISH))
            .isEqualTo("Hello J. Smith Jr.,");
    }

    @Test
    @Tag("C12")
    void frenchMarksNeverBeginALine() {
        assertThat(sentences.getMessage("mail.help-answered.asked", null, Locale.FRENCH))
            .isEqualTo("Vous aviez demandé\u00a0:");
        assertThat(sentences.getMessage("mail.help-answered.asked", null, Locale.ENGLISH)).isEqualTo("You had asked:");
    }

    @ParameterizedTest
    @Tag("C12")
    @CsvSource({ "Acme Inc.,  les fichiers d’Acme Inc.", "Électricité,  les fichiers d’Électricité.",
            "œuvre,  les fichiers d’œuvre.", "Birchwood,  les fichiers de Birchwood.",
            "Hôtel Yvetot,  les fichiers de Hôtel Yvetot.", "3A,  les fichiers de 3A.",
            "'$1 {0}',  les fichiers de $1 {0}." })
    void deGivesUpItsVowelBeforeANameThatBeginsWithOne(String name, String end) {
        assertThat(sentences.getMessage("mail.reminder.UPLOAD_FILES", new Object[] { name }, Locale.FRENCH))
            .endsWith(end);
    }

    @Test
    @Tag("C12")
    void queDoesTooAndOtherWordsDoNot() {
        assertThat(sentences.getMessage("mail.receipt.thanks", new Object[] { "1er mai", "Oak Bank", "Inox" },
                Locale.FRENCH))
            .startsWith("Le 1er mai, vous avez accepté qu’Oak Bank lise des données comptables d’Inox.");
        assertThat(sentences.getMessage("mail.lender-uploaded.what", new Object[] { "Acme", "Inox" }, Locale.FRENCH))
            .startsWith("Acme a donné son accord");
        assertThat(sentences.getMessage("mail.reminder.UPLOAD_FILES", new Object[] { "Acme" }, Locale.ENGLISH))
            .endsWith("from Acme.");
    }

}
