package io.ledgerstream.link.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class JourneyWeb implements WebMvcConfigurer {

    private final HereResolver here;

    JourneyWeb(HereResolver here) {
        this.here = here;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(here);
    }
}
