package io.ledgerstream.sync.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** No session, no cookie, no form's token: what comes here is signed, or refused. */
@Configuration
class WebhookSecurity {

    @Bean
    @Order(60)
    SecurityFilterChain noticesOfChanges(HttpSecurity http) throws Exception {
        return http.securityMatcher("/webhooks/**")
            .authorizeHttpRequests(
                    may -> may.requestMatchers(HttpMethod.POST, "/webhooks/*").permitAll().anyRequest().denyAll())
            .csrf(csrf -> csrf.disable())
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .headers(HeadersConfigurer::disable)
            .requestCache(cache -> cache.disable())
            .logout(out -> out.disable())
            .build();
    }

}
