package io.ledgerstream.platform.web;

import org.springframework.stereotype.Component;

/**
 * The colour that goes with a status word, of companies, requests, mails and data alike;
 * in templates {@code @tones}.
 */
@Component("tones")
public class Tones {

    /**
     * @return a tone of the tag: neutral, information, success, warning, danger
     */
    public String of(Enum<?> status) {
        return switch (status.name()) {
            case "REQUESTED", "OPENED", "IN_PROGRESS", "PLANNED", "ATTEMPTING", "RUNNING" -> "information";
            case "CONNECTED", "UPLOADED", "SENT", "DONE" -> "success";
            case "ACCESS_LOST", "DECLINED", "REJECTED", "BOUNCED", "FAILED" -> "danger";
            case "EXPIRED", "UNKNOWN" -> "warning";
            default -> "neutral";
        };
    }

}
