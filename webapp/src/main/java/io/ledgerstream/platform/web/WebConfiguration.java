package io.ledgerstream.platform.web;

import io.ledgerstream.platform.Sentences;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** What portal and journey share, and the chain for everything that is neither. */
@Configuration
class WebConfiguration implements WebMvcConfigurer {

    /**
     * Comes after every other chain: files of the look, the health of the process, and
     * otherwise "no such page".
     */
    @Bean
    @Order(1000)
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        return http
            .authorizeHttpRequests(may -> may.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll() // within the server only
                .requestMatchers("/", "/css/*.css", "/js/*.js", "/img/*.svg", "/webjars/**",
                        "/.well-known/ledgerstream-receipts.json", "/actuator/health/**")
                .permitAll()
                .anyRequest()
                .denyAll())
            .exceptionHandling(answer -> answer
                .authenticationEntryPoint(
                        (request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND))
                .accessDeniedHandler((request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND)))
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .headers(HeadersConfigurer::disable)
            .requestCache(cache -> cache.requestCache(new NullRequestCache()))
            .logout(out -> out.disable())
            .build();
    }

    /**
     * Bound to the browser, not to a session: a form that stood open for hours still
     * fails softly, at the sign-in.
     */
    @Bean
    CsrfTokenRepository csrfTokens(Cookies cookies) {
        var repository = new CookieCsrfTokenRepository();
        repository.setCookieName(cookies.name("csrf"));
        repository.setCookiePath("/");
        repository.setCookieCustomizer(cookie -> cookie.httpOnly(true).secure(cookies.tls()).sameSite("Lax"));
        return repository;
    }

    @Bean
    CookieSerializer sessionCookie(Cookies cookies) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(cookies.name("session"));
        cookie.setCookiePath("/");
        cookie.setUseSecureCookie(cookies.tls());
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    /** The words of the pages. */
    @Bean
    Sentences messageSource(@Value("${spring.messages.basename}") String[] bundles) {
        return new Sentences(bundles);
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var language = new LocaleChangeInterceptor();
        language.setParamName("lang");
        language.setIgnoreInvalidLocale(true);
        registry.addInterceptor(language);
        registry.addInterceptor(new FailedPages());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/portal/companies");
    }

}
