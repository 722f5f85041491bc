package io.ledgerstream.provider.netsuite;

import io.ledgerstream.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the private keys of certificates, and secrets that were typed, lie until they
 * have led to a connection; afterwards they are the connection's alone.
 */
@Configuration(proxyBeanMethods = false)
class SealedNetSuite {

    @Bean
    SealedColumn sealedNetSuiteKey() {
        return NetSuiteSetups.PRIVATE_KEY;
    }

    @Bean
    SealedColumn sealedNetSuiteClientSecret() {
        return NetSuiteSetups.CLIENT_SECRET;
    }

    @Bean
    SealedColumn sealedNetSuiteTokenSecret() {
        return NetSuiteSetups.TOKEN_SECRET;
    }

}
