package io.ledgerstream.request.web;

import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param operateUrl where administrators reach Camunda Operate, as
 * {@code https://camunda.example/operate}; empty: no links to it
 */
@Validated
@ConfigurationProperties("ledgerstream")
record OperateProperties(@DefaultValue("") @Pattern(regexp = "|https?://[^\\s\"'<>?#]+") String operateUrl) {

    /** The page of one instance. */
    Optional<String> instance(long key) {
        return operateUrl.isEmpty() ? Optional.empty()
                : Optional.of(operateUrl.replaceAll("/+$", "") + "/processes/" + key);
    }

    boolean off() {
        return operateUrl.isEmpty();
    }
}
