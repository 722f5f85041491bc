package io.ledgerstream.lender;

/** What a person of the lender may do; the table stands in the product's requirements. */
public enum Role {

    ADMIN, RELATIONSHIP_MANAGER, SUCCESS_MANAGER, VIEWER

}
