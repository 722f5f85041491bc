package io.ledgerstream.link.web;

import io.ledgerstream.link.Visits;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * The journey's own chain. There is no account: links are read by everybody, and what
 * lies behind the code is guarded by the visit ({@link VisitFilter},
 * {@link HereResolver}), not by Spring Security's sessions.
 */
@Configuration
class JourneySecurity {

    @Bean
    @Order(50)
    SecurityFilterChain journey(HttpSecurity http, CsrfTokenRepository csrfTokens, Visits visits, VisitCookie cookie,
            RequestViews requests) throws Exception {
        var token = new XorCsrfTokenRequestAttributeHandler();
        token.setCsrfRequestAttributeName(null); // made at once: a long page is under way
                                                 // before its form is rendered
        return http
            .securityMatcher("/c/**", "/r/**", "/journey/**", "/journey", "/connect/**", "/manage/**", "/manage",
                    "/for-it")
            .authorizeHttpRequests(may -> may.anyRequest().permitAll())
            .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                .csrfTokenRequestHandler(token)
                .ignoringRequestMatchers(OneClick::asked))
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .headers(HeadersConfigurer::disable)
            .requestCache(cache -> cache.disable())
            .logout(out -> out.disable())
            .addFilterAfter(new VisitFilter(visits, cookie, requests), AuthorizationFilter.class)
            .build();
    }

    /**
     * An address that was mangled on the way gets the same answer as a link that is
     * unknown.
     */
    @Bean
    RequestRejectedHandler mangledAddresses() {
        return new HttpStatusRequestRejectedHandler(HttpServletResponse.SC_NOT_FOUND);
    }

}
