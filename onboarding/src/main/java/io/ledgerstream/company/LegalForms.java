package io.ledgerstream.company;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The legal forms that companies write after their names, before them, or not at all:
 * they say nothing about which company it is. In folded writing, without accents and
 * dots. A form that is also a word is taken away at the end of a name only.
 */
final class LegalForms {

    /** Forms of several words, longest first; they leave nothing. */
    private static final Pattern OF_SEVERAL_WORDS = Pattern.compile("\\b(?:" + String.join("|", "sa de cv",
            "s de rl de cv", "sapi de cv", "sp z oo", "sp zoo", "spolka z oo", "spolka akcyjna", "spol sro", "sdn bhd",
            "private limited company", "public limited company", "limited liability company",
            "limited liability partnership", "limited partnership", "private limited", "proprietary limited",
            "gesellschaft mit beschrankter haftung", "societe a responsabilite limitee",
            "societe par actions simplifiee", "societe anonyme", "societe civile", "sociedad anonima",
            "sociedad limitada", "sociedad civil", "sociedade anonima", "societa per azioni",
            "societa a responsabilita limitata", "besloten vennootschap", "naamloze vennootschap") + ")\\b");

    /** Words that are nothing but a legal form, wherever they stand. */
    private static final Set<String> ANYWHERE = Set.of("ltd", "llc", "llp", "inc", "incorporated", "gmbh", "plc", "pty",
            "pvt", "sarl", "sasu", "eurl", "bv", "ltda", "srl", "sro", "eood", "aktiebolag", "aktiebolaget",
            "aktiengesellschaft", "aktieselskab", "anpartsselskab", "osakeyhtio", "unipersonale", "unipessoal",
            "teoranta");

    /** Some of these are words or initials elsewhere in a name. */
    private static final Set<String> AT_THE_END = Set.of("limited", "co", "company", "corp", "corporation", "sa", "sas",
            "spa", "ag", "kg", "kgaa", "ohg", "ug", "ek", "mbb", "se", "as", "asa", "aps", "ab", "oy", "oyj", "nv",
            "vof", "cv", "lp", "lllp", "pc", "pllc", "sl", "slu", "sc", "scs", "snc", "sia", "uab", "ou", "kft", "zrt",
            "bt", "doo", "ad", "ood", "jsc", "ao", "ooo", "oao", "zao", "pao", "ао", "ооо", "оао", "зао", "пао", "ип",
            "тов", "pt", "tbk", "bhd", "kk", "gk", "dac", "clg", "nl");

    private static final Set<String> AT_THE_START = Set.of("ab", "oy", "as", "pt", "sa", "sas", "sia", "uab", "ooo",
            "ао", "ооо", "оао", "зао", "пао", "ип", "тов", "firma");

    /** Written without a space between form and name. */
    private static final Pattern EAST_ASIAN = Pattern.compile("株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|유한회사");

    private LegalForms() {
    }

    /**
     * @param text folded, its words apart by one space
     */
    static String withoutPhrases(String text) {
        return OF_SEVERAL_WORDS.matcher(EAST_ASIAN.matcher(text).replaceAll(" ")).replaceAll(" ");
    }

    /**
     * @return the words that name the company; all of them where there is nothing but
     * legal forms
     */
    static List<String> without(List<String> words) {
        List<String> left = new ArrayList<>(words);
        left.removeIf(ANYWHERE::contains);
        while (left.size() > 1 && AT_THE_END.contains(left.getLast())) {
            left.removeLast();
        }
        while (left.size() > 1 && AT_THE_START.contains(left.getFirst())) {
            left.removeFirst();
        }
        return left.isEmpty() ? words : left;
    }

}
