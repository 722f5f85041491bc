package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Another site can make a browser send a form with the cookies of ours, but not with the
 * form's token.
 */
@Tag("C4")
class FormsTokenTest extends JourneyTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    /** Every form, also one that is added later. */
    @Test
    void noFormOfTheCustomersIsTakenWithoutItsTokenAndNothingChanges() {
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        Browser dora = signedIn(northwind, northwind.request(northwind.company("Birchwood Joinery Ltd")));
        Cookie[] cookies = dora.jar()
            .entrySet()
            .stream()
            .map(cookie -> new Cookie(cookie.getKey(), cookie.getValue()))
            .toArray(Cookie[]::new);
        String before = database();
        List<String> forms = forms().toList();
        assertThat(forms).contains("/journey/code", "/journey/again", "/journey/leave", "/manage", "/manage/code")
            .hasSizeGreaterThan(20);
        for (String form : forms) {
            assertThat(pages.post().uri(form).cookie(cookies)).as(form).hasStatus(403);
            assertThat(pages.post().uri(form).cookie(cookies).param("_csrf", UUID.randomUUID().toString())).as(form)
                .hasStatus(403);
        }
        assertThat(database()).isEqualTo(before);
        assertThat(dora.open("/journey").follow().at()).as("still where they were").isEqualTo("/journey/software");
    }

    private Stream<String> forms() {
        return mappings.getHandlerMethods()
            .keySet()
            .stream()
            .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST))
            .flatMap(mapping -> mapping.getPatternValues().stream())
            .filter(path -> path.startsWith("/journey") || path.startsWith("/manage") || path.startsWith("/connect"))
            .map(path -> path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString()))
            .sorted()
            .distinct();
    }

}
