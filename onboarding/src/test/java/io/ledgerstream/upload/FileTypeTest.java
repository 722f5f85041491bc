package io.ledgerstream.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeTest {

    private static final String ROWS = "Supplier;Amount\r\nMüller & Söhne;1.250,00\r\n";

    @Test
    void tablesAsTextAreTakenInEveryEncodingThatExportsHave() {
        assertThat(FileType.of(ROWS.getBytes(StandardCharsets.UTF_8))).hasValue(FileType.CSV);
        assertThat(FileType.of(("\ufeff" + ROWS).getBytes(StandardCharsets.UTF_8))).hasValue(FileType.CSV);
        assertThat(FileType.of(ROWS.getBytes(Charset.forName("windows-1252")))).hasValue(FileType.CSV);
        assertThat(FileType.of(ROWS.getBytes(StandardCharsets.UTF_16))).as("with its mark").hasValue(FileType.CSV);
        assertThat(FileType.of(("Aged payables\r\nat 23 Nov 2026\r\n\r\n" + ROWS).getBytes(StandardCharsets.UTF_8)))
            .hasValue(FileType.CSV);
        assertThat(FileType.of("Supplier\tAmount\nAcme\t3\n".getBytes(StandardCharsets.UTF_8))).hasValue(FileType.CSV);
    }

    @Test
    void aWorkbookIsToldByItsPartsAndNeverUnpacked() throws IOException {
        assertThat(FileType.of(zip("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")))
            .hasValue(FileType.XLSX);
        assertThat(FileType.of(zip("xl/workbook.xml", "[Content_Types].xml"))).as("in any order")
            .hasValue(FileType.XLSX);
        byte[] bomb = bomb();
        assertThat(bomb.length).isLessThan(80_000);
        assertThat(FileType.of(bomb)).as("64 MB stay folded").hasValue(FileType.XLSX);
        byte[] bare = "PK\u0003\u0004 [Content_Types].xml xl/workbook.xml".getBytes(StandardCharsets.US_ASCII);
        assertThat(FileType.of(bare)).as("there is nothing to unpack").hasValue(FileType.XLSX);
    }

    @Test
    void otherArchivesAndDocumentsAreNone() throws IOException {
        assertThat(FileType.of(zip("[Content_Types].xml", "word/document.xml"))).as("a letter").isEmpty();
        assertThat(FileType.of(zip("META-INF/MANIFEST.MF", "A.class"))).as("a program").isEmpty();
        assertThat(FileType.of(zip("bills.csv"))).isEmpty();
        assertThat(FileType.of(new byte[] { 'P', 'K', 3, 4 })).isEmpty();
        assertThat(FileType.macros(zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"))).isTrue();
        assertThat(FileType.macros(zip("[Content_Types].xml", "xl/workbook.xml"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "%PDF-1.7\n1;2", "<html><table><tr><td>1,2", " \r\n<?xml version=\"1.0\"?><a b=\"1,2\"/>",
            "{\"a\": 1, \"b\": 2}", "{\\rtf1\\ansi, x}", "#!/bin/sh\nrm -rf a,b", "just words", "",
            "MZ\u0090\u0000\u0003,", "GIF89a,\u0001\u0002", "a,b\u0000c", "a,b\u001b[2Jc" })
    void whatIsNoTableIsNone(String content) {
        assertThat(FileType.of(content.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void randomBytesAreNone() {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        assertThat(FileType.of(noise)).isEmpty();
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("<xml/>".getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[1024 * 1024];
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

}
