package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.PageTest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A form that comes back with errors stands at the address that it was sent to: its
 * language is switched there, and there it is loaded again.
 */
@Tag("C12")
class FormsThatComeBackTest extends PageTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    /** Every form, also one that is added later. */
    @Test
    void canBeLoadedAgainWhereTheyStand() {
        Set<String> pages = addresses(RequestMethod.GET).collect(Collectors.toSet());
        Set<String> forms = addresses(RequestMethod.POST).collect(Collectors.toSet());
        assertThat(forms).contains("/r/{token}/not-now", "/manage", "/journey/consent", "/portal/requests/{id}/contact")
            .hasSizeGreaterThan(20);
        assertThat(pages).containsAll(forms);
    }

    /** Of those that forms are sent to, where the answer can be the form again. */
    private Stream<String> addresses(RequestMethod method) {
        return mappings.getHandlerMethods()
            .entrySet()
            .stream()
            .filter(one -> one.getKey().getMethodsCondition().getMethods().contains(method))
            .filter(one -> method == RequestMethod.GET || saysWhatIsWrong(one.getValue()))
            .flatMap(one -> one.getKey().getPatternValues().stream());
    }

    private static boolean saysWhatIsWrong(HandlerMethod method) {
        return Arrays.asList(method.getMethod().getParameterTypes()).contains(BindingResult.class);
    }

}
