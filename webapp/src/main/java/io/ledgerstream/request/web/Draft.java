package io.ledgerstream.request.web;

import io.ledgerstream.platform.Ids;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/**
 * A request between form and click: kept in the session, so that Back loses nothing and
 * what is sent is what was previewed. Its id names the very draft that a preview showed.
 */
record Draft(UUID id, RequestForm form) implements Serializable {

    private static final long serialVersionUID = 1L;

    static void keep(HttpSession session, UUID companyId, RequestForm form) {
        session.setAttribute(name(companyId), new Draft(Ids.next(), form));
    }

    static Optional<Draft> of(HttpSession session, UUID companyId) {
        return Optional.ofNullable((Draft) session.getAttribute(name(companyId)));
    }

    static void forget(HttpSession session, UUID companyId) {
        session.removeAttribute(name(companyId));
    }

    private static String name(UUID companyId) {
        return "draft." + companyId;
    }
}
