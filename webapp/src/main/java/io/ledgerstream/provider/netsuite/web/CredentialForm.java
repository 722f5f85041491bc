package io.ledgerstream.provider.netsuite.web;

import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import io.ledgerstream.provider.netsuite.NetSuiteSetups;
import org.springframework.validation.BindingResult;

/**
 * The values that NetSuite shows at the end, without the blanks that copying brings along. Secrets are taken in and never shown again.
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

    /** Whether everything that the way needs is there; otherwise {@code errors} says what is not. */
    boolean complete(Way way, BindingResult errors) {
        id("clientId", clientId, errors);
        switch (way) {
            case CERTIFICATE -> id("certificateId", certificateId, errors);
            case CODE -> secret("clientSecret", clientSecret, errors);
            case TBA -> {
                secret("clientSecret", clientSecret, errors);
                id("tokenId", tokenId, errors);
                secret("tokenSecret", tokenSecret, errors);
            }
        }
        return !errors.hasErrors();
    }

    private static void id(String field, String value, BindingResult errors) {
        if (!NetSuiteSetups.isId(value)) {
            errors.rejectValue(field, "netsuite." + field + (value.isEmpty() ? ".none" : ".odd"));
        }
    }

    private static void secret(String field, String value, BindingResult errors) {
        if (!NetSuiteSetups.isSecret(value)) {
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
