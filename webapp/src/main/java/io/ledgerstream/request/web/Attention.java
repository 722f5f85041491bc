package io.ledgerstream.request.web;

import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.RequestView;
import java.util.List;

/**
 * A flag as the page shows it: what it is, who must act, and the one thing to do next.
 *
 * @param action key of the words for it, null where there is nothing to press for this
 * person
 * @param path where it leads
 */
record Attention(Flag flag, String action, String path) {

    static List<Attention> of(RequestView request, PortalUser viewer) {
        return request.flags().stream().map(flag -> of(flag, request, viewer)).toList();
    }

    private static Attention of(Flag flag, RequestView request, PortalUser viewer) {
        String page = "/portal/requests/" + request.id();
        boolean manages = viewer.mayManage();
        boolean reminds = viewer.mayRemind();
        return switch (flag) {
            case MAIL_BOUNCED, CONTACT_DISPUTED -> to(flag, manages, "correct-contact", page + "/contact");
            case MAIL_UNKNOWN -> to(flag, reminds, "resend", page + "/resend");
            case HELP_WAITING -> to(flag, reminds, "answer", page + "/help");
            case COMPANY_MISMATCH -> to(flag, manages, "decide", page + "/company-match");
            case REJECTED_THREE_TIMES -> to(flag, true, "see-failed", "#last-try");
            case ACCESS_LOST -> request.status().open() ? to(flag, reminds, "resend", page + "/resend")
                    : to(flag, manages, "ask-again", "/portal/companies/" + request.company().id() + "/request");
            case DATA_STALE -> to(flag, true, "see-data", "#data");
            case CONSENT_ENDING -> to(flag, reminds && request.status().open(), "resend", page + "/resend");
            case NOTHING_TO_ANALYSE -> to(flag, false, null, null);
        };
    }

    private static Attention to(Flag flag, boolean may, String action, String path) {
        return may ? new Attention(flag, action, path) : new Attention(flag, null, null);
    }
}
