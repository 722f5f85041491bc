package io.ledgerstream.upload;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes of the name that a browser sends one that is safe to show, to keep, and to save
 * on any computer.
 */
final class FileName {

    private static final int LONGEST = 200;

    private static final String NONE = "file";

    /** Controls, halves, marks that turn or hide what stands beside them. */
    private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]");

    /** What no file name may hold on Windows. */
    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*]");

    private FileName() {
    }

    /** One line of at most 200 characters, without a path; {@code given} may be null. */
    static String of(String given) {
        String last = given == null ? ""
                : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String start = last.substring(0, Math.min(last.length(), 4 * LONGEST));
        String clean = FORBIDDEN.matcher(ODD.matcher(Normalizer.normalize(start, Normalizer.Form.NFC)).replaceAll(""))
            .replaceAll("_")
            .replaceAll("\\s+", " ")
            .strip();
        String plain = clean.replaceAll("^\\.+", "").strip();
        return plain.isEmpty() ? NONE : cut(plain, LONGEST);
    }

    /** The name with the ending that the content has: no table is saved as a program. */
    static String of(String given, FileType type) {
        String name = of(given);
        int dot = name.lastIndexOf('.');
        boolean fits = dot > 0 && type.endings().contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        if (fits && name.codePointCount(0, name.length()) < LONGEST) {
            return name;
        }
        String ending = "." + type.endings().getFirst();
        return cut(name, LONGEST - ending.length()) + ending;
    }

    private static String cut(String name, int atMost) {
        int length = name.codePointCount(0, name.length());
        return length <= atMost ? name : name.substring(0, name.offsetByCodePoints(0, atMost)).strip();
    }

}
