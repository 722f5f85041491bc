package io.ledgerstream.consent;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.ledgerstream.platform.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks receipts without a network and without us:
 * {@code VerifyReceipt receipt.jws keys.json}, where the keys are those that Ledgerstream
 * publishes. Says who agreed to what, and ends with 0; or says what is wrong, and ends
 * with 1. Of several receipts of one lender, oldest first, it also says whether each one
 * names the one before it: none is missing between them then, and none was put in.
 */
public final class VerifyReceipt {

    private static final int LARGEST = 1_000_000;

    private VerifyReceipt() {
    }

    public static void main(String[] args) {
        // Names come in any script, whatever the terminal's locale says.
        System.exit(run(args, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] args, PrintStream out) {
        if (args.length < 2) {
            out.println(
                    "Two files are needed: the receipt (.jws) and the published keys (.json). Several receipts come "
                            + "oldest first.");
            return 1;
        }
        try {
            String keys = read(args[args.length - 1]);
            String before = null;
            for (String file : List.of(args).subList(0, args.length - 1)) {
                String receipt = read(file).strip();
                String verified = verified(receipt, keys);
                follows(verified, before);
                print(verified, out);
                before = receipt;
            }
            return 0;
        }
        catch (Invalid e) {
            out.println("NOT VALID: " + e.getMessage());
        }
        catch (IOException e) {
            out.println("A file cannot be read: " + e.getMessage());
        }
        return 1;
    }

    /**
     * @return the receipt, exactly as it was signed
     */
    static String verified(String receipt, String keys) throws Invalid {
        try {
            JWSObject signed = JWSObject.parse(receipt);
            // By the algorithm that we use and no other: a receipt must not choose how it
            // is checked.
            if (!JWSAlgorithm.ES256.equals(signed.getHeader().getAlgorithm())
                    || !ReceiptSignatures.TYPE.equals(signed.getHeader().getType())) {
                throw new Invalid("this is no receipt of Ledgerstream's");
            }
            JWK key = JWKSet.parse(keys).getKeyByKeyId(signed.getHeader().getKeyID());
            if (!(key instanceof ECKey published)) {
                throw new Invalid("it was signed by a key that is not among those given: "
                        + printable(signed.getHeader().getKeyID()));
            }
            if (!signed.verify(new ECDSAVerifier(published))) {
                throw new Invalid("the signature does not fit: something was changed");
            }
            return signed.getPayload().toString();
        }
        catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new Invalid("it is damaged, or not a receipt");
        }
    }

    /**
     * @param before null for none
     */
    private static void follows(String verified, String before) throws Invalid {
        try {
            if (before != null && !Sha256.hex(before)
                .equals(JsonMapper.shared().readTree(verified).path("previous").asString(""))) {
                throw new Invalid(
                        "this receipt does not follow the one before it: one is missing between them, or they are not "
                                + "in order");
            }
        }
        catch (JacksonException e) {
            throw new Invalid("what was signed is not a receipt");
        }
    }

    private static void print(String receipt, PrintStream out) throws Invalid {
        try {
            JsonNode json = JsonMapper.shared().readTree(receipt);
            out.println("VALID. Signed by Ledgerstream, and unchanged since.");
            out.println("Consent " + text(json, "/id") + ", request " + text(json, "/reference"));
            out.println(text(json, "/person/name") + ", " + text(json, "/person/title") + " ("
                    + text(json, "/person/email") + ")");
            out.println("agreed on " + text(json, "/at") + " that " + text(json, "/lender") + " reads data of "
                    + text(json, "/company") + " from " + text(json, "/software/name"));
            json.path("purposes").forEach(purpose -> out.println("  " + printable(purpose.asString(""))));
            out.println("until " + text(json, "/period/until") + "; text " + text(json, "/text/version") + " "
                    + text(json, "/text/language") + ", SHA-256 " + text(json, "/text/sha256"));
            json.path("rows")
                .forEach(row -> row.path("texts")
                    .forEach(line -> out.println("  " + text(row, "/term") + ": " + printable(line.asString("")))));
        }
        catch (JacksonException e) {
            throw new Invalid("what was signed is not a receipt");
        }
    }

    private static String text(JsonNode json, String pointer) {
        return printable(json.at(pointer).asString("?"));
    }

    /**
     * Names were typed by people: nothing of them may move a terminal's cursor, also by
     * the controls above U+0080, or turn or hide what is read.
     */
    static String printable(String text) {
        return text == null ? "?" : text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\u200C\\u200D]]", " ");
    }

    private static String read(String file) throws IOException {
        if (Files.size(Path.of(file)) > LARGEST) {
            throw new IOException(file + " is too large");
        }
        return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    }

    /** Why it is not to be believed. */
    static final class Invalid extends Exception {

        private static final long serialVersionUID = 1L;

        Invalid(String why) {
            super(why);
        }

    }

}
