package io.ledgerstream.link.web;

import io.ledgerstream.request.RequestStep;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The address of each page of the journey, one for each step; none carries an id or a
 * token.
 */
public final class JourneyPaths {

    public static final String HOME = "/journey";

    public static final String CODE = "/journey/code";

    public static final String AGAIN = "/journey/again";

    public static final String SOFTWARE = "/journey/software";

    public static final String CONSENT = "/journey/consent";

    public static final String CONNECT = "/journey/connect";

    public static final String UPLOAD = "/journey/upload";

    public static final String CHECKING = "/journey/checking";

    public static final String SUBSIDIARIES = "/journey/subsidiaries";

    public static final String COMPANY = "/journey/company";

    public static final String DONE = "/journey/done";

    public static final String DECLINED = "/journey/declined";

    public static final String HELP = "/journey/help";

    public static final String LEAVE = "/journey/leave";

    public static final String CLOSED = "/journey/closed";

    private JourneyPaths() {
    }

    /** Where the customer goes on by the database. */
    public static String of(RequestStep step) {
        return switch (step) {
            case SELECT_SOFTWARE -> SOFTWARE;
            case GIVE_CONSENT -> CONSENT;
            case CONNECT_SOFTWARE -> CONNECT;
            case UPLOAD_FILES -> UPLOAD;
            case CHECKING -> CHECKING;
            case CHOOSE_SUBSIDIARIES -> SUBSIDIARIES;
            case CONFIRM_COMPANY, LENDER_DECIDES -> COMPANY;
            case DONE -> DONE;
            case DECLINED -> DECLINED;
            case EXPIRED, CANCELLED -> CLOSED;
        };
    }

    /**
     * After every POST: a page of ours, fetched by GET, so that reloading it sends
     * nothing again.
     */
    public static ModelAndView seeOther(String path) {
        var view = new RedirectView(path, true, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }

}
