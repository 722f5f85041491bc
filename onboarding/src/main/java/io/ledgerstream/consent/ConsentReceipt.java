package io.ledgerstream.consent;

import io.ledgerstream.request.Product;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The evidence of a consent, kept as JSON beside it and mailed to the person. Complete by
 * itself: it can be read and checked without the request.
 *
 * @param id of the consent
 * @param reference of the request
 * @param at when it was given
 * @param method how the person was known and agreed
 * @param zone the company's time zone
 * @param purposes the products agreed to
 * @param leftOut the products asked for and not agreed to
 * @param rows every row as the person read it, in the language of the text
 * @param previous SHA-256 of the receipt that was signed before it for the same lender;
 * null for the first
 */
public record ConsentReceipt(UUID id, String reference, Text text, Instant at, String method, Person person,
        String lender, String company, Software software, List<Product> purposes, List<Product> leftOut, Period period,
        String zone, List<ConsentOffer.Row> rows, String previous) {

    /** How it is given on the journey. */
    static final String BY_FORM = "form submitted by the person, after a code sent to their e-mail address";

    public record Text(String version, String language, String sha256) {
    }

    public record Person(String name, String title, String email, String statement) {
    }

    public record Software(String code, String name) {
    }

    /**
     * @param historyMonths how far back, besides bills still open
     */
    public record Period(int historyMonths, Instant until) {
    }
}
