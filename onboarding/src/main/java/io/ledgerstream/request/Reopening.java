package io.ledgerstream.request;

/** What a change of mind meets at a request that was declined. */
public enum Reopening {

    POSSIBLE,
    /** The company was asked anew meanwhile: that request is the one to answer. */
    ASKED_ANEW,
    /**
     * What it was about, one more product over a connection or its renewal, is no longer
     * shared: there is nothing to add to.
     */
    SHARING_OVER,
    /** Its due date has passed. */
    TOO_LATE;

    /**
     * Which of them it is for the request {@code r} at {@code :now}, for statements that
     * read more of it.
     */
    public static final String SQL = """
            case when exists (select from request o where o.company_id = r.company_id and o.id <> r.id
                              and o.kind = r.kind and o.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))
                      then 'ASKED_ANEW'
                 when exists (select from request_line l join connection n on n.id = l.connection_id
                              where l.request_id = r.id and n.state = 'UNLINKED') then 'SHARING_OVER'
                 when r.due_at <= :now then 'TOO_LATE' else 'POSSIBLE' end""";

}
