package io.ledgerstream.provider.netsuite;

import io.ledgerstream.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the private keys of certificates lie until the customer has uploaded them; afterwards they are the connection's. */
@Configuration(proxyBeanMethods = false)
class SealedNetSuite {

    @Bean
    SealedColumn sealedNetSuiteKey() {
        return NetSuiteSetups.PRIVATE_KEY;
    }
}
