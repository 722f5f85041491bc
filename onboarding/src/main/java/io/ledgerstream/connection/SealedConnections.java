package io.ledgerstream.connection;

import io.ledgerstream.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where a connection's secrets lie. */
@Configuration(proxyBeanMethods = false)
class SealedConnections {

    static final SealedColumn ACCESS_TOKEN = new SealedColumn("connection", "access_token");
    static final SealedColumn REFRESH_TOKEN = new SealedColumn("connection", "refresh_token");
    static final SealedColumn SETTINGS = new SealedColumn("connection", "settings");

    @Bean
    SealedColumn sealedAccessToken() {
        return ACCESS_TOKEN;
    }

    @Bean
    SealedColumn sealedRefreshToken() {
        return REFRESH_TOKEN;
    }

    @Bean
    SealedColumn sealedSettings() {
        return SETTINGS;
    }

}
