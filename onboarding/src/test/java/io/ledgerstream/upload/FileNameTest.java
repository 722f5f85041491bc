package io.ledgerstream.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(value = { "bills.csv|bills.csv", "BILLS.CSV|BILLS.CSV", "bills.txt|bills.txt",
            "Rechnungen 2026 & Zahlungen.csv|Rechnungen 2026 & Zahlungen.csv", "../../etc/passwd|passwd.csv",
            "C:\\Users\\dora\\bills.csv|bills.csv", "C:\\x/y\\bills.csv|bills.csv", "..|file.csv", "''|file.csv",
            "' '|file.csv", ".bashrc|bashrc.csv", "bills.exe|bills.exe.csv", "bills.csv.exe|bills.csv.exe.csv",
            "bills.xlsx|bills.xlsx.csv", "<img src=x onerror=alert(1)>.csv|_img src=x onerror=alert(1)_.csv",
            "bills\u202Evsc.exe|billsvsc.exe.csv", "a\u200Bb.csv|ab.csv", "${1234*1000}.csv|${1234_1000}.csv",
            "王小明.csv|王小明.csv", "a\"b.csv|a_b.csv" }, delimiter = '|')
    void whatBrowsersSendBecomesANameThatIsSafeEverywhere(String given, String kept) {
        assertThat(FileName.of(given, FileType.CSV)).isEqualTo(kept);
    }

    @Test
    void halvesAndControlsAreLeftOut() {
        assertThat(FileName.of("bi\r\nlls\0.csv", FileType.CSV)).isEqualTo("bills.csv");
        assertThat(FileName.of("\ud800bills.csv", FileType.CSV)).isEqualTo("bills.csv");
    }

    @Test
    void noNameIsANameToo() {
        assertThat(FileName.of(null, FileType.XLSX)).isEqualTo("file.xlsx");
    }

    @Test
    void aLongNameIsCutAndKeepsItsEnding() {
        assertThat(FileName.of("x".repeat(1_000_000) + ".csv", FileType.CSV)).hasSize(200).endsWith("xx.csv");
        String pairs = FileName.of("😀".repeat(300), FileType.CSV);
        assertThat(pairs.codePointCount(0, pairs.length())).isEqualTo(200);
        assertThat(pairs).endsWith("😀.csv");
    }

}
