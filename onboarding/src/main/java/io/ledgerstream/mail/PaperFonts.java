package io.ledgerstream.mail;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.CmapSubtable;
import org.apache.fontbox.ttf.CmapTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts that the text of a paper needs. Names come in any script: what the first font
 * lacks is taken from the next, and what none has is spelled by its Unicode number, since
 * a paper with a mark missing says something else. Only what is needed is read: the later
 * fonts are large.
 */
final class PaperFonts implements Closeable {

    /** In the order in which they are asked; the template names them so too. */
    private enum Family {

        /** Latin, Greek, Cyrillic, Hebrew. */
        PAPER("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"),
        /** Nearly every other alphabet, kana among them. */
        LETTERS("/fonts/ttf/Kurinto/KurintoSans-Rg.ttf"),
        /** Chinese characters, simplified and traditional, as Japanese has them too. */
        HAN("/fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf");

        private final String file;

        Family(String file) {
            this.file = file;
        }

    }

    private final Map<Family, TrueTypeFont> fonts = new EnumMap<>(Family.class);

    private final Set<Integer> text;

    private final Set<Integer> lacking;

    PaperFonts(String text) throws IOException {
        this.text = text.codePoints().boxed().collect(Collectors.toSet());
        lacking = this.text.stream().filter(PaperFonts::leavesAMark).collect(Collectors.toCollection(HashSet::new));
        for (Family family : Family.values()) {
            if (!lacking.isEmpty()) {
                read(family);
            }
        }
    }

    /** Whether there is anything that no font shows. */
    boolean lacking() {
        return !lacking.isEmpty();
    }

    /** The text, with Unicode numbers for what no font shows: {@code [U+D55C U+AD6D]}. */
    String spelled(String text) {
        StringBuilder spelled = new StringBuilder();
        boolean open = false;
        for (int c : text.codePoints().toArray()) {
            boolean spell = lacking.contains(c);
            if (open && !spell) {
                spelled.append(']');
            }
            if (spell) {
                spelled.append(open ? " " : "[").append("U+%04X".formatted(c));
            }
            else {
                spelled.appendCodePoint(c);
            }
            open = spell;
        }
        return open ? spelled.append(']').toString() : spelled.toString();
    }

    /** Of each font the document takes in just the characters that it shows. */
    void use(PdfRendererBuilder pdf, PDDocument document) throws IOException {
        for (Map.Entry<Family, TrueTypeFont> font : fonts.entrySet()) {
            PDFontSupplier embedded = new PDFontSupplier(PDType0Font.load(document, font.getValue(), true));
            for (FontStyle style : List.of(FontStyle.NORMAL, FontStyle.ITALIC)) {
                pdf.useFont(embedded, font.getKey().name(), 400, style, true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (TrueTypeFont font : fonts.values()) {
            font.close();
        }
    }

    private void read(Family family) throws IOException {
        TrueTypeFont font = new TTFParser()
            .parse(new RandomAccessReadBuffer(PaperFonts.class.getResourceAsStream(family.file)));
        CmapLookup glyphs = font.getUnicodeCmapLookup();
        if (lacking.removeIf(c -> glyphs.getGlyphId(c) != 0)) {
            font.getCmap().setCmaps(new CmapSubtable[] { new AsWritten(glyphs, text) });
            fonts.put(family, font);
        }
        else {
            font.close();
        }
    }

    /** Spaces, and what only steers the characters beside it, may be missing. */
    private static boolean leavesAMark(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> c < 0xFE00 || c > 0xFE0F;
        };
    }

    /**
     * Which glyph shows which character. Several characters may have one glyph, as 小 and
     * the radical of its shape have: whoever searches the document, or copies from it, is
     * to find the one that was written.
     */
    private static final class AsWritten extends CmapSubtable {

        private final CmapLookup glyphs;

        private final Set<Integer> text;

        AsWritten(CmapLookup glyphs, Set<Integer> text) {
            this.glyphs = glyphs;
            this.text = text;
            setPlatformId(CmapTable.PLATFORM_UNICODE);
            setPlatformEncodingId(CmapTable.ENCODING_UNICODE_2_0_FULL);
        }

        @Override
        public int getGlyphId(int character) {
            return glyphs.getGlyphId(character);
        }

        /**
         * Letters that are joined have glyphs of characters which the text does not have.
         */
        @Override
        public List<Integer> getCharCodes(int glyph) {
            List<Integer> all = glyphs.getCharCodes(glyph);
            if (all == null) {
                return null;
            }
            List<Integer> written = new ArrayList<>(all);
            written.retainAll(text);
            return written.isEmpty() ? all : written;
        }

    }

}
