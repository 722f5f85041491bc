package io.ledgerstream.provider;

import java.time.Duration;
import java.util.function.Function;

/**
 * What came of asking a provider something. Refusals are values: each caller must say
 * what it does with each.
 *
 * @param <T> what was asked for
 */
public sealed interface ProviderAnswer<T> {

    /** The answer. */
    record Ok<T>(T value) implements ProviderAnswer<T> {
    }

    /**
     * The grant or token is over. From the token endpoint ({@code invalid_grant}) it
     * means: ask the customer to reconnect. From the API it means: refresh the token and
     * ask once more.
     */
    record AccessEnded<T>() implements ProviderAnswer<T> {
    }

    /**
     * The person who connected may not read this. @param code the provider's own, for
     * operators
     */
    record NotPermitted<T>(String code) implements ProviderAnswer<T> {
    }

    /**
     * Something that the customer has to set right at the provider before it can
     * work. @param reason a key of the message bundles: one plain sentence that names the
     * menu, the box or the value
     */
    record Misconfigured<T>(String reason) implements ProviderAnswer<T> {
    }

    /** Too many requests. @param pause how long to leave the provider alone */
    record Busy<T>(Duration pause) implements ProviderAnswer<T> {
    }

    /**
     * No usable answer: the line, an error of the provider's, or something that makes no
     * sense. Trying again may help; it never means that access was lost. @param why for
     * operators, without anybody's data
     */
    record Trouble<T>(String why) implements ProviderAnswer<T> {
    }

    default <R> ProviderAnswer<R> map(Function<? super T, ? extends R> mapping) {
        return flatMap(value -> new Ok<>(mapping.apply(value)));
    }

    default <R> ProviderAnswer<R> flatMap(Function<? super T, ProviderAnswer<R>> mapping) {
        return switch (this) {
            case Ok<T>(T value) -> mapping.apply(value);
            case AccessEnded<T>() -> new AccessEnded<>();
            case NotPermitted<T>(String code) -> new NotPermitted<>(code);
            case Misconfigured<T>(String reason) -> new Misconfigured<>(reason);
            case Busy<T>(Duration pause) -> new Busy<>(pause);
            case Trouble<T>(String why) -> new Trouble<>(why);
        };
    }

}
