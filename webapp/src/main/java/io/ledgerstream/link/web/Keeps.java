package io.ledgerstream.link.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On what a form is sent to: the fields that the person finds again, by {@link Kept}, where the session had ended meanwhile. Only what is
 * safe to keep: never a tick, a code or a secret. The page with the form has the same address.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Keeps {

    String[] value();
}
