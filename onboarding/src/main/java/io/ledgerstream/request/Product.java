package io.ledgerstream.request;

/** What a lender can ask for. */
public enum Product {

    SPEND_ANALYSIS, FINANCIALS

}
