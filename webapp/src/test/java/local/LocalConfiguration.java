package local;

import fixture.HaltAfterAnswer;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/**
 * What local mode adds to the application: a clock that moves, pages to look behind the
 * scenes, sample lenders.
 */
@Configuration(proxyBeanMethods = false)
@Import({ Time.class, LocalBar.class, InboxPages.class, ClockPage.class, SampleLenders.class, Welcome.class })
class LocalConfiguration {

    @Bean
    @Primary
    Clock localClock(Outside outside) {
        return outside.clock();
    }

    /** For tests of what is lost when a node dies; nobody else sets it. */
    @Bean
    static HaltAfterAnswer haltAfterAnswer(Environment environment) {
        return new HaltAfterAnswer(environment.getProperty("local.halt-after"));
    }

    /** Open to everybody at this machine: the headers are those of every page. */
    @Bean
    @Order(1)
    SecurityFilterChain localPages(HttpSecurity http, CsrfTokenRepository csrfTokens) throws Exception {
        return http.securityMatcher("/local/**")
            .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
            .headers(HeadersConfigurer::disable)
            .build();
    }

}
