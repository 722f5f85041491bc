package io.ledgerstream.sharing.web;

import io.ledgerstream.platform.web.Typed;
import org.springframework.validation.BindingResult;

/** Which software the company works with now, in its own words. */
record OtherSoftwareForm(String software) {

    private static final int LONGEST = 100;

    OtherSoftwareForm {
        software = software == null ? "" : software.strip();
    }

    boolean valid(BindingResult errors) {
        if (software.isEmpty()) {
            errors.rejectValue("software", "software.name.missing");
        }
        else if (software.length() > LONGEST) {
            errors.rejectValue("software", "software.name.long");
        }
        else if (Typed.odd(software)) {
            errors.rejectValue("software", "software.name.odd");
        }
        return !errors.hasErrors();
    }
}
