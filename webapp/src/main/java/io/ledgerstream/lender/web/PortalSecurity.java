package io.ledgerstream.lender.web;

import io.ledgerstream.lender.People;
import io.ledgerstream.platform.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Who may enter the portal, and what each role may do there. */
@Configuration
class PortalSecurity {

    private static final String ADMIN = "ADMIN";

    private static final String MANAGER = "RELATIONSHIP_MANAGER";

    private static final String SUCCESS = "SUCCESS_MANAGER";

    private static final String VIEWER = "VIEWER";

    @Bean
    @Order(100)
    SecurityFilterChain portal(HttpSecurity http, CsrfTokenRepository csrfTokens, RateLimits limits, People people)
            throws Exception {
        return http.securityMatcher("/portal/**", SignInPage.PATH, "/sign-out")
            .authorizeHttpRequests(may -> may.requestMatchers(SignInPage.PATH, "/sign-out")
                .permitAll()
                .requestMatchers("/portal/settings/**")
                .hasRole(ADMIN)
                .requestMatchers(HttpMethod.POST, "/portal/requests/*/remind", "/portal/requests/*/help")
                .hasAnyRole(ADMIN, MANAGER, SUCCESS)
                .requestMatchers("/portal/requests/*/resend")
                .hasAnyRole(ADMIN, MANAGER, SUCCESS)
                .requestMatchers("/portal/companies/new", "/portal/companies/*/request/**", "/portal/companies/*/owner",
                        "/portal/requests/*/cancel", "/portal/requests/*/contact/**", "/portal/requests/*/due-date",
                        "/portal/requests/*/company-match")
                .hasAnyRole(ADMIN, MANAGER)
                .requestMatchers(HttpMethod.POST, "/portal/requests/*/files/*")
                .hasAnyRole(MANAGER, VIEWER)
                .requestMatchers(HttpMethod.GET, "/portal/**")
                .hasAnyRole(ADMIN, MANAGER, SUCCESS, VIEWER)
                .requestMatchers("/portal/**")
                .hasAnyRole(ADMIN, MANAGER)
                .anyRequest()
                .denyAll())
            .formLogin(form -> form.loginPage(SignInPage.PATH)
                .usernameParameter("email")
                .passwordParameter("password")
                .successHandler((request, response, person) -> {
                    SignInTries.good(limits, request);
                    response.sendRedirect(SignInPage.target(request.getParameter("to")));
                })
                .failureHandler(PortalSecurity::notSignedIn))
            .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl(SignInPage.PATH + "?signed-out"))
            .exceptionHandling(answer -> answer.authenticationEntryPoint(PortalSecurity::askToSignIn))
            .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
            .headers(HeadersConfigurer::disable)
            .requestCache(cache -> cache.requestCache(new NullRequestCache()))
            .addFilterBefore(new SignInTries(limits), UsernamePasswordAuthenticationFilter.class)
            .addFilterBefore(new SessionAge(), AuthorizationFilter.class)
            .addFilterBefore(new StillWithUs(people), AuthorizationFilter.class)
            .addFilterAfter(new PortalLender(), AuthorizationFilter.class)
            .build();
    }

    private static void askToSignIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.sendRedirect(
                SignInPage.address(HttpMethod.GET.matches(request.getMethod()) ? request.getRequestURI() : null, null));
    }

    /** The same answer whatever was wrong. */
    private static void notSignedIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.sendRedirect(SignInPage.address(request.getParameter("to"), "failed"));
    }

}
