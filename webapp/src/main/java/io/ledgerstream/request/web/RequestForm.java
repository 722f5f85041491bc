package io.ledgerstream.request.web;

import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a lender asks for, as it is typed in.
 *
 * @param agreed {@code true} where, after a decline, the relationship manager says that the customer agreed to be asked again
 */
record RequestForm(
        @NotEmpty(message = "{ask.products.missing}") List<@Pattern(regexp = "SPEND_ANALYSIS|FINANCIALS", message = "{ask.products.missing}") String> products,
        @Size(max = 1000, message = "{ask.note.too-long}") @Pattern(regexp = NOTE, message = "{ask.note.control}") String note,
        String dueDate,
        @Pattern(regexp = "en|fr", message = "{ask.language.missing}") String language,
        String agreed) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Lines are welcome in a note; other control characters are not. */
    private static final String NOTE =
            "(?s)[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]*";

    RequestForm {
        products = products == null ? List.of() : List.copyOf(new LinkedHashSet<>(products));
        note = note == null || note.isBlank() ? null : note.strip().replace("\r\n", "\n");
    }

    static RequestForm blank(LocalDate due, String language) {
        return new RequestForm(List.of(), null, due.toString(), language, null);
    }

    boolean isAgreed() {
        return "true".equals(agreed);
    }

    /** @return null where what was typed is no day of the calendar */
    LocalDate due() {
        try {
            return dueDate == null ? null : LocalDate.parse(dueDate);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    NewRequest request(UUID companyId) {
        Set<Product> wanted = products.stream().map(Product::valueOf).collect(Collectors.toSet());
        return new NewRequest(companyId, wanted, note, due(), language);
    }
}
