package io.ledgerstream.link.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class JourneyWeb implements WebMvcConfigurer {

    private final HereResolver here;

    private final KeptForms kept;

    JourneyWeb(HereResolver here, KeptForms kept) {
        this.here = here;
        this.kept = kept;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(here);
        resolvers.add(kept);
    }

}
