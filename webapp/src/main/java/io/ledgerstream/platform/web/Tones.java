package io.ledgerstream.platform.web;

import org.springframework.stereotype.Component;

/** The colour that goes with a status word, for companies and requests alike; in templates {@code @tones}. */
@Component("tones")
public class Tones {

    /** @return a tone of the tag: neutral, information, success, warning, danger */
    public String of(Enum<?> status) {
        return switch (status.name()) {
            case "REQUESTED", "OPENED", "IN_PROGRESS" -> "information";
            case "CONNECTED", "UPLOADED" -> "success";
            case "ACCESS_LOST", "DECLINED" -> "danger";
            case "EXPIRED" -> "warning";
            default -> "neutral";
        };
    }
}
