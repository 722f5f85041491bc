package io.ledgerstream.provider.netsuite.web;

import io.ledgerstream.provider.netsuite.NetSuiteSetup;
import io.ledgerstream.provider.netsuite.NetSuiteSetups;
import org.springframework.validation.BindingResult;

/**
 * The values that NetSuite shows on the way, without the blanks that copying brings
 * along. Secrets are taken in and never shown again.
 *
 * @param clientId also the consumer key; @param clientSecret also the consumer secret
 */
record CredentialForm(String clientId, String clientSecret, String certificateId, String tokenId, String tokenSecret) {

    CredentialForm {
        clientId = strip(clientId);
        clientSecret = strip(clientSecret);
        certificateId = strip(certificateId);
        tokenId = strip(tokenId);
        tokenSecret = strip(tokenSecret);
    }

    /**
     * Whether everything that the set-up's way needs is there, a secret also where it was
     * kept; otherwise {@code errors} says what is not.
     */
    boolean complete(NetSuiteSetup setup, BindingResult errors) {
        id("clientId", clientId, errors);
        switch (setup.way()) {
            case CERTIFICATE -> id("certificateId", certificateId, errors);
            case CODE -> secret("clientSecret", clientSecret, setup.clientSecretKept(), errors);
            case TBA -> {
                secret("clientSecret", clientSecret, setup.clientSecretKept(), errors);
                id("tokenId", tokenId, errors);
                secret("tokenSecret", tokenSecret, setup.tokenSecretKept(), errors);
            }
        }
        return !errors.hasErrors();
    }

    private static void id(String field, String value, BindingResult errors) {
        if (!NetSuiteSetups.isId(value)) {
            errors.rejectValue(field, "netsuite." + field + (value.isEmpty() ? ".none" : ".odd"));
        }
    }

    private static void secret(String field, String value, boolean kept, BindingResult errors) {
        if (!NetSuiteSetups.isSecret(value) && !(value.isEmpty() && kept)) {
            errors.rejectValue(field, "netsuite." + field + (value.isEmpty() ? ".none" : ".odd"));
        }
    }

    private static String strip(String text) {
        return text == null ? "" : text.strip();
    }

    @Override
    public String toString() {
        return "CredentialForm[]";
    }
}
