package io.ledgerstream.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerstream.platform.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C6")
class SignedReceiptTest {

    private static final String RECEIPT = """
            {"id":"0190","reference":"LS-1","text":{"version":"2026-11","language":"en","sha256":"ab"},\
            "at":"2026-11-24T08:00:00Z","person":{"name":"Zoë \\u001b[2J Łukasz",\
            "title":"CFO","email":"zoe@acme.example"},"lender":"Northwind Bank","company":"Acme Ltd",\
            "software":{"name":"NetSuite"},"purposes":["SPEND_ANALYSIS"],\
            "period":{"until":"2027-11-24T23:59:59Z"},"rows":[{"term":"What","texts":["Suppliers"]}]}""";

    private final ReceiptSignatures ours = signatures(1, 2);

    @TempDir
    private Path directory;

    @Test
    void whatWasSignedIsCheckedWithoutUsByACommand() throws Exception {
        assertThat(run(ours.sign(RECEIPT), ours.published())).startsWith("0 VALID.")
            .contains("Zoë", "Łukasz, CFO (zoe@acme.example)", "Northwind Bank reads data of Acme Ltd from NetSuite",
                    "What: Suppliers")
            .doesNotContain("\u001b");
        assertThat(VerifyReceipt.verified(ours.sign(RECEIPT), ours.published())).isEqualTo(RECEIPT);
    }

    @Test
    void theCommandWritesNamesAsTheyAreWhateverTheTerminalsLocaleIs() throws Exception {
        Path receipt = Files.writeString(directory.resolve("receipt.jws"),
                ours.sign(RECEIPT.replace("Łukasz", "王小明 محمد 한국")));
        Path keys = Files.writeString(directory.resolve("keys.json"), ours.published());
        ProcessBuilder command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), VerifyReceipt.class.getName(), receipt.toString(),
                keys.toString());
        command.environment().put("LC_ALL", "C");
        Process process = command.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("VALID.",
                "王小明 محمد 한국, CFO");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void theNewestKeySignsAndOnlyPublicHalvesArePublished() {
        assertThat(
                new String(Base64.getUrlDecoder().decode(ours.sign(RECEIPT).split("\\.")[0]), StandardCharsets.UTF_8))
            .contains("receipts-2", "ES256");
        assertThat(ours.published()).contains("receipts-1", "receipts-2").doesNotContain("\"d\"");
    }

    @Test
    void whateverIsChangedIsSaidToBe() throws Exception {
        String signed = ours.sign(RECEIPT);
        String[] parts = signed.split("\\.");
        String changed = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(RECEIPT.replace("Acme", "Acne").getBytes(StandardCharsets.UTF_8));
        assertThat(run(parts[0] + "." + changed + "." + parts[2], ours.published()))
            .isEqualTo("1 NOT VALID: the signature does not fit: something was changed\n");
        assertThat(run(signed, signatures(1).published()))
            .startsWith("1 NOT VALID: it was signed by a key that is not among those given: receipts-2");
        assertThat(run(signed, signatures(1, 2).published())).as("another key of the same name")
            .startsWith("1 NOT VALID: the signature does not fit");
        assertThat(run(signed.substring(0, signed.length() - 20), ours.published())).startsWith("1 NOT VALID");
        for (String header : new String[] { "{\"alg\":\"none\"}",
                "{\"alg\":\"HS256\",\"kid\":\"receipts-2\",\"typ\":\"ledgerstream-receipt+json\"}",
                "{\"alg\":\"ES256\",\"kid\":\"receipts-2\"}" }) {
            String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(header.getBytes(StandardCharsets.UTF_8));
            assertThat(run(other + "." + parts[1] + "." + parts[2], ours.published())).as(header)
                .startsWith("1 NOT VALID");
        }
    }

    @Test
    void ofSeveralItIsSaidWhetherOneIsMissingBetweenThem() throws Exception {
        String first = ours.sign(RECEIPT);
        String second = ours.sign(after(first));
        String third = ours.sign(after(second));
        assertThat(run(List.of(first, second, third), ours.published())).startsWith("0 VALID.").contains("Zoë");
        assertThat(run(List.of(first, third), ours.published())).startsWith("1 VALID.")
            .contains("NOT VALID: this receipt does not follow the one before it");
        assertThat(run(List.of(second, first), ours.published())).startsWith("1 ");
    }

    private static String after(String signed) {
        return RECEIPT.replace("\"rows\"", "\"previous\":\"" + Sha256.hex(signed) + "\",\"rows\"");
    }

    private String run(List<String> receipts, String keys) throws IOException {
        List<String> files = new ArrayList<>();
        for (String receipt : receipts) {
            files.add(Files.writeString(directory.resolve("receipt-" + files.size() + ".jws"), receipt).toString());
        }
        files.add(Files.writeString(directory.resolve("keys.json"), keys).toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = VerifyReceipt.run(files.toArray(String[]::new), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "not a receipt", "a.b.c", "{}" })
    void whatIsNoReceiptOrNoKeysIsSaidInOneLine(String text) throws Exception {
        assertThat(run(text, ours.published())).startsWith("1 NOT VALID").hasLineCount(1);
        assertThat(run(ours.sign(RECEIPT), text)).startsWith("1 NOT VALID").hasLineCount(1);
    }

    /** C1 has an escape of its own, in one character: U+009B. */
    @ParameterizedTest
    @ValueSource(ints = { 0x001B, 0x009B, 0x0085, 0x0000, 0x202E, 0x200B, 0xFEFF, 0x2028 })
    void nothingOfANameMovesTheTerminalOrTurnsWhatIsRead(int mark) throws Exception {
        String receipt = RECEIPT.replace("Zoë", "Zo\\u%04xë".formatted(mark));
        assertThat(receipt).isNotEqualTo(RECEIPT);
        assertThat(run(ours.sign(receipt), ours.published())).contains("Zo ë").doesNotContain(Character.toString(mark));
    }

    @Test
    void filesThatAreMissingAreNamed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(
                VerifyReceipt.run(new String[] { "/nowhere/receipt.jws", "/nowhere/keys.json" }, new PrintStream(out)))
            .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("cannot be read");
        assertThat(VerifyReceipt.run(new String[0], new PrintStream(out))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "AAAA", "not base64!" })
    void aKeyThatIsNoneIsRefusedAtTheStartWithoutItsText(String key) {
        assertThatThrownBy(() -> new ReceiptSignatures(new ReceiptProperties(Map.of(7, key))))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("receipt-keys.7")
            .hasMessageNotContaining(key.isEmpty() ? "\u0000" : key);
    }

    private String run(String receipt, String keys) throws IOException {
        Path one = Files.writeString(directory.resolve("receipt.jws"), receipt);
        Path other = Files.writeString(directory.resolve("keys.json"), keys);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = VerifyReceipt.run(new String[] { one.toString(), other.toString() },
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }

    private static ReceiptSignatures signatures(int... versions) {
        Map<Integer, String> keys = new java.util.HashMap<>();
        for (int version : versions) {
            keys.put(version, key());
        }
        return new ReceiptSignatures(new ReceiptProperties(keys));
    }

    private static String key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
            return Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        }
        catch (NoSuchAlgorithmException | java.security.InvalidAlgorithmParameterException e) {
            throw new IllegalStateException(e);
        }
    }

}
