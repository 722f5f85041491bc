package standin.mail;

import java.util.List;

/**
 * Where accepted mails are kept: in memory for tests, in PostgreSQL where an inbox has to
 * outlive a killed run.
 */
interface MailStore {

    /** Keeps the mail before it is acknowledged to its sender. */
    void add(ReceivedMail mail);

    /** All mails, oldest first. */
    List<ReceivedMail> all();

    void clear();

}
