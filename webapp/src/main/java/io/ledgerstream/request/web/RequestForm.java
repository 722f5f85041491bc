package io.ledgerstream.request.web;

import io.ledgerstream.platform.web.Patterns;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a lender asks for, as it is typed in.
 *
 * @param agreed {@code true} where, after a decline, the relationship manager says that
 * the customer agreed to be asked again
 */
record RequestForm(
        @NotEmpty(message = "{ask.products.missing}") List<@Pattern(regexp = "SPEND_ANALYSIS|FINANCIALS",
                message = "{ask.products.missing}") String> products,
        @Size(max = 1000, message = "{ask.note.too-long}") @Pattern(regexp = Patterns.LINES,
                message = "{ask.note.control}") String note,
        String dueDate, @Pattern(regexp = "en|fr", message = "{ask.language.missing}") String language,
        String agreed) implements Serializable {

    private static final long serialVersionUID = 1L;

    RequestForm {
        products = products == null ? List.of() : List.copyOf(new LinkedHashSet<>(products));
        note = Patterns.lines(note);
    }

    static RequestForm blank(LocalDate due, String language) {
        return new RequestForm(List.of(), null, due.toString(), language, null);
    }

    boolean isAgreed() {
        return "true".equals(agreed);
    }

    /**
     * @return null where what was typed is no day of the calendar
     */
    LocalDate due() {
        return Patterns.day(dueDate);
    }

    NewRequest request(UUID companyId) {
        Set<Product> wanted = products.stream().map(Product::valueOf).collect(Collectors.toSet());
        return new NewRequest(companyId, wanted, note, due(), language, isAgreed());
    }
}
