package io.ledgerstream.sharing.web;

import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.link.web.Elsewhere;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Finds the visit that a code is asked of; none leads to the first page, a signed-in one to what it came for. */
@Component
class WaitingResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final ManageVisits visits;
    private final ManageCookie cookie;

    WaitingResolver(ManageVisits visits, ManageCookie cookie) {
        this.visits = visits;
        this.cookie = cookie;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Waiting.class;
    }

    @Override
    public Waiting resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest web, WebDataBinderFactory binders) {
        ManageVisit visit = visits.find(cookie.read(web.getNativeRequest(HttpServletRequest.class))).orElseThrow(() -> new Elsewhere(ManagePage.PATH));
        if (visit.signedIn()) {
            throw new Elsewhere(ManagePage.SHARINGS);
        }
        return new Waiting(visit);
    }
}
