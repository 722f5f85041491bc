package io.ledgerstream.link.web;

import io.ledgerstream.link.Visit;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * The one guard of the pages behind the code: a signed-in visit, and a step that the page
 * is for.
 */
@Component
class HereResolver implements HandlerMethodArgumentResolver {

    private final RequestViews requests;

    private final JourneyModel model;

    private final KeptForms kept;

    HereResolver(RequestViews requests, JourneyModel model, KeptForms kept) {
        this.kept = kept;
        this.requests = requests;
        this.model = model;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Here.class;
    }

    @Override
    public Here resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest web,
            WebDataBinderFactory binders) {
        var request = web.getNativeRequest(HttpServletRequest.class);
        Visit visit = VisitFilter.visit(request).filter(found -> !found.ended()).orElseThrow(() -> {
            kept.keep(parameter, web);
            return new Elsewhere(JourneyPaths.AGAIN);
        });
        if (!visit.signedIn()) {
            throw new Elsewhere(JourneyPaths.CODE);
        }
        RequestView view = requests.get(visit.requestId());
        model.fill(container.getModel(), view, request);
        check(parameter.getParameterAnnotation(At.class), view, request);
        return new Here(visit, view);
    }

    /**
     * What a POST meets at an end that came meanwhile is told there; any other POST out
     * of order is refused.
     */
    private static void check(At at, RequestView view, HttpServletRequest request) {
        RequestStep step = view.facts().step();
        if (at == null || Arrays.asList(at.value()).contains(step)) {
            return;
        }
        if (HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod())
                || !view.status().open()) {
            throw new Elsewhere(JourneyPaths.of(step));
        }
        throw new Refused("out-of-order");
    }

}
