package io.ledgerstream.upload;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The kinds of file that are taken in, told by their content and never by their name.
 * Nothing is unpacked or interpreted, so a bomb stays a parcel: of a workbook only the
 * names of its parts are looked at, which lie in the open.
 */
enum FileType {

    CSV("text/csv", List.of("csv", "txt", "tsv")),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", List.of("xlsx"));

    private static final byte[] ZIP = { 'P', 'K', 3, 4 };

    private static final byte[] CONTENT_TYPES = "[Content_Types].xml".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] WORKBOOK = "xl/workbook.xml".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] MACROS = "vbaProject.bin".getBytes(StandardCharsets.US_ASCII);

    private static final String SEPARATORS = ",;\t|";

    private final String mediaType;

    private final List<String> endings;

    FileType(String mediaType, List<String> endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    String mediaType() {
        return mediaType;
    }

    /** Lower case; the first is the usual one. */
    List<String> endings() {
        return endings;
    }

    /** Empty for what is neither a text of rows and columns nor a workbook. */
    static Optional<FileType> of(byte[] content) {
        if (startsWith(content, ZIP)) {
            return contains(content, CONTENT_TYPES) && contains(content, WORKBOOK) ? Optional.of(XLSX)
                    : Optional.empty();
        }
        return text(content).filter(FileType::table).map(text -> CSV);
    }

    /** A workbook that carries programs is not handed on to anybody. */
    static boolean macros(byte[] content) {
        return startsWith(content, ZIP) && contains(content, MACROS);
    }

    /**
     * Exports come as UTF-8, as UTF-16 with its mark, or in the encoding of Western
     * Windows.
     */
    private static Optional<CharSequence> text(byte[] content) {
        if (startsWith(content, new byte[] { (byte) 0xff, (byte) 0xfe })
                || startsWith(content, new byte[] { (byte) 0xfe, (byte) 0xff })) {
            return decoded(content, StandardCharsets.UTF_16);
        }
        return decoded(content, StandardCharsets.UTF_8).or(() -> decoded(content, Charset.forName("windows-1252")));
    }

    private static Optional<CharSequence> decoded(byte[] content, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(content));
            return text.chars().allMatch(FileType::written) ? Optional.of(text) : Optional.empty();
        }
        catch (CharacterCodingException e) {
            return Optional.empty(); // not in this encoding
        }
    }

    /** No table holds control characters; programs, pictures and archives all do. */
    private static boolean written(int c) {
        return (c >= ' ' && c != 0x7f && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\r' || c == '\n'
                || c == '\f';
    }

    /**
     * Markup, documents and scripts are texts as well, but no tables. Exports often begin
     * with a title or two.
     */
    private static boolean table(CharSequence text) {
        String start = text.subSequence(0, Math.min(text.length(), 2_000))
            .toString()
            .replace("\ufeff", "")
            .stripLeading();
        return !start.startsWith("<") && !start.startsWith("{") && !start.startsWith("%PDF") && !start.startsWith("#!")
                && start.chars().anyMatch(c -> SEPARATORS.indexOf(c) >= 0);
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static boolean contains(byte[] content, byte[] part) {
        return IntStream.rangeClosed(0, content.length - part.length)
            .anyMatch(i -> content[i] == part[0] && Arrays.equals(content, i, i + part.length, part, 0, part.length));
    }

}
