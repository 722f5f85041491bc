package io.ledgerstream.consent.web;

import io.ledgerstream.consent.ConsentOffer;
import io.ledgerstream.consent.Given;
import io.ledgerstream.platform.web.Typed;
import io.ledgerstream.request.Product;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.validation.BindingResult;

/** Tells what is missing from a consent, each at its field. */
final class ConsentCheck {

    private static final int LONGEST = 100;

    private ConsentCheck() {
    }

    /** Empty where anything is wrong; then {@code errors} says what. */
    static Optional<Given> check(ConsentForm form, ConsentOffer offer, BindingResult errors) {
        Set<Product> products = products(form, offer);
        if (products.isEmpty()) {
            errors.rejectValue("products", "consent.products.none");
        }
        if (form.decide() == null) {
            errors.rejectValue("decide", "consent.decide.missing");
        }
        text("name", form.name(), errors);
        text("title", form.title(), errors);
        return errors.hasErrors() ? Optional.empty() : Optional.of(new Given(products, form.name(), form.title()));
    }

    private static Set<Product> products(ConsentForm form, ConsentOffer offer) {
        Set<Product> agreed = EnumSet.noneOf(Product.class);
        offer.products()
            .keySet()
            .stream()
            .filter(product -> form.products().contains(product.name()))
            .forEach(agreed::add);
        return agreed;
    }

    private static void text(String field, String value, BindingResult errors) {
        if (value.isEmpty()) {
            errors.rejectValue(field, "consent." + field + ".missing");
        }
        else if (value.length() > LONGEST) {
            errors.rejectValue(field, "consent." + field + ".long");
        }
        else if (Typed.odd(value) || value.codePoints().noneMatch(Character::isLetter)) {
            errors.rejectValue(field, "consent." + field + ".odd");
        }
    }

}
