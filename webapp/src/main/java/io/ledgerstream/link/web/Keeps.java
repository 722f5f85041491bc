package io.ledgerstream.link.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On what a form is sent to: the fields that the person finds again, by {@link Kept},
 * where the session had ended meanwhile. Only what is safe to keep: never a tick, a code
 * or a secret. The page with the form has the same address, or the one that {@link #at}
 * names.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Keeps {

    String[] value();

    /** The address of the page with the form; empty where it is sent to that. */
    String at() default "";

}
