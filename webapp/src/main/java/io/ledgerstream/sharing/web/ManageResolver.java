package io.ledgerstream.sharing.web;

import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.KeptForms;
import io.ledgerstream.platform.web.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The one guard of the pages where sharings are managed: none is seen without a visit,
 * and what is shared only by one that a code has signed in.
 */
@Component
class ManageResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final ManageVisits visits;

    private final ManageCookie cookie;

    private final LocaleResolver languages;

    private final KeptForms kept;

    ManageResolver(ManageVisits visits, ManageCookie cookie, LocaleResolver languages, KeptForms kept) {
        this.visits = visits;
        this.cookie = cookie;
        this.languages = languages;
        this.kept = kept;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ManageVisit.class || parameter.getParameterType() == Waiting.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest web,
            WebDataBinderFactory binders) {
        var request = web.getNativeRequest(HttpServletRequest.class);
        ManageVisit visit = visits.find(cookie.read(request)).orElseThrow(() -> {
            kept.keep(parameter, web);
            return new Elsewhere(ManagePage.PATH);
        });
        boolean waits = parameter.getParameterType() == Waiting.class;
        if (visit.signedIn() == waits) {
            throw new Elsewhere(waits ? ManagePage.SHARINGS : ManagePage.CODE);
        }
        container.getModel().addAttribute("lenderName", "Ledgerstream");
        container.getModel().addAttribute("otherLanguages", Languages.others(languages.resolveLocale(request)));
        return waits ? new Waiting(visit) : visit;
    }

}
