package io.ledgerstream.company.web;

import io.ledgerstream.company.NewCompany;
import io.ledgerstream.platform.web.Patterns;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * A company as it is typed in. Strings, trimmed, null where nothing was typed; what is
 * wrong is said field by field.
 */
record CompanyForm(
        @NotBlank(message = "{company.legalName.missing}") @Size(max = 200, message = "{company.too-long}") @Pattern(
                regexp = Patterns.PLAIN, message = "{company.control}") String legalName,
        @Size(max = 60, message = "{company.too-long}") @Pattern(regexp = Patterns.PLAIN,
                message = "{company.control}") String reference,
        @NotNull(message = "{company.country.missing}") @Pattern(regexp = "[A-Z]{2}",
                message = "{company.country.missing}") String country,
        @NotBlank(message = "{company.contactName.missing}") @Size(max = 120, message = "{company.too-long}") @Pattern(
                regexp = Patterns.PLAIN, message = "{company.control}") String contactName,
        @NotBlank(message = "{company.contactEmail.wrong}") @Size(max = 254,
                message = "{company.contactEmail.wrong}") @Pattern(regexp = Patterns.EMAIL,
                        message = "{company.contactEmail.wrong}") String contactEmail,
        @Pattern(regexp = "[+0-9][0-9 ().-]{4,30}", message = "{company.phone.wrong}") String phone,
        @NotNull(message = "{company.language.missing}") @Pattern(regexp = "en|fr",
                message = "{company.language.missing}") String language,
        @NotNull(message = "{company.ownerId.missing}") String ownerId) {

    static CompanyForm blank(UUID owner) {
        return new CompanyForm(null, null, null, null, null, null, "en", owner == null ? null : owner.toString());
    }

    NewCompany company() {
        return new NewCompany(legalName, reference, country, null, contactName, contactEmail, phone, language,
                UUID.fromString(ownerId));
    }
}
