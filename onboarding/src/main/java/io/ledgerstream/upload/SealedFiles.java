package io.ledgerstream.upload;

import io.ledgerstream.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the files that customers share lie. */
@Configuration(proxyBeanMethods = false)
class SealedFiles {

    static final SealedColumn CONTENT = new SealedColumn("upload", "content");

    @Bean
    SealedColumn sealedContent() {
        return CONTENT;
    }

}
