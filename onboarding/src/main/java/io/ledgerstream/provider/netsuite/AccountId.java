package io.ledgerstream.provider.netsuite;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a NetSuite account, as NetSuite writes it: {@code 1234567},
 * {@code 1234567_SB1}. The only thing of a customer's that ever becomes part of an
 * address, so nothing but this pattern is one.
 */
record AccountId(String text) {

    private static final Pattern ID = Pattern.compile("(TSTDRV|TD|ACCT)?[0-9]{4,12}(_(SB|RP)[0-9]{0,2})?");

    /**
     * What stands in the browser's address line when somebody is signed in to NetSuite.
     */
    private static final Pattern ADDRESS = Pattern.compile(
            "https://([a-z0-9-]{4,24})\\.(?:app|suitetalk\\.api|restlets\\.api)\\.netsuite\\.com(?:/.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    AccountId {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("not an account id");
        }
    }

    /**
     * @param typed by a person: small letters, a hyphen for the underscore, blanks
     * around, a whole address of NetSuite's
     */
    static Optional<AccountId> parse(String typed) {
        if (typed == null || typed.length() > 2000) {
            return Optional.empty();
        }
        Matcher address = ADDRESS.matcher(typed.strip());
        String id = (address.matches() ? address.group(1) : typed.strip()).toUpperCase(Locale.ROOT).replace('-', '_');
        return ID.matcher(id).matches() ? Optional.of(new AccountId(id)) : Optional.empty();
    }

    /** As it stands in addresses. */
    String host() {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether the books in it are not the company's own: a sandbox, a release preview, a
     * demonstration.
     */
    boolean forTrials() {
        return text.contains("_") || text.startsWith("T");
    }

    @Override
    public String toString() {
        return text;
    }
}
