package io.ledgerstream.link.web;

import io.ledgerstream.request.RequestStep;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter of type {@link Here}: the steps at which this page may be seen or sent.
 * Elsewhere a GET leads to the page of the step that the database has, and a POST is
 * refused.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface At {

    RequestStep[] value();

}
