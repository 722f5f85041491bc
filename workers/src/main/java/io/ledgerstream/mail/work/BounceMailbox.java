package io.ledgerstream.mail.work;

import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailbox for bounces, open over IMAP. What is done with is deleted when it is
 * closed.
 */
final class BounceMailbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);

    private final Store store;

    private final Folder folder;

    private final String notUnderstood;

    private BounceMailbox(Store store, Folder folder, String notUnderstood) {
        this.store = store;
        this.folder = folder;
        this.notUnderstood = notUnderstood;
    }

    /**
     * @throws MessagingException where the server is not reached, refuses the password,
     * or has no such folder
     */
    static BounceMailbox open(BounceProperties.Imap imap) throws MessagingException {
        Store store = Session.getInstance(settings(imap.tls())).getStore("imap");
        try {
            store.connect(imap.host(), imap.port(), imap.user(), imap.password());
            Folder folder = store.getFolder(imap.folder());
            folder.open(Folder.READ_WRITE);
            return new BounceMailbox(store, folder, imap.notUnderstood());
        }
        catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Oldest first; without those that were done with or put aside before. */
    List<Message> messages() throws MessagingException {
        return List.of(folder.search(new AndTerm(new FlagTerm(new Flags(Flag.DELETED), false),
                new FlagTerm(new Flags(Flag.FLAGGED), false))));
    }

    /**
     * The message as it came; empty where it is bigger, of which no more than so much is
     * fetched.
     */
    static Optional<byte[]> raw(Message message, int mostBytes) throws MessagingException, IOException {
        if (message.getSize() > mostBytes) {
            return Optional.empty();
        }
        Limited out = new Limited(mostBytes);
        try {
            message.writeTo(out);
            return Optional.of(out.toByteArray());
        }
        catch (TooBig e) {
            return Optional.empty();
        }
    }

    /** Whether the server is still there. */
    boolean isOpen() {
        return folder.isOpen();
    }

    void delete(Message message) throws MessagingException {
        message.setFlag(Flag.DELETED, true);
    }

    /**
     * Into the other folder; flagged and left where it lies if the server does not let
     * us.
     */
    void putAside(Message message) throws MessagingException {
        try {
            Folder aside = store.getFolder(notUnderstood);
            if (!aside.exists()) {
                aside.create(Folder.HOLDS_MESSAGES);
            }
            folder.copyMessages(new Message[] { message }, aside);
            message.setFlag(Flag.DELETED, true);
        }
        catch (MessagingException e) {
            LOG.warn("A message could not be moved to the folder for what is not understood ({}); it stays, flagged.",
                    e.getClass().getSimpleName());
            message.setFlag(Flag.FLAGGED, true);
        }
    }

    @Override
    public void close() throws MessagingException {
        try (store) {
            if (folder.isOpen()) {
                folder.close(true);
            }
        }
    }

    private static Properties settings(boolean tls) {
        Properties settings = new Properties();
        settings.put("mail.imap.ssl.enable", Boolean.toString(tls));
        settings.put("mail.imap.ssl.checkserveridentity", "true");
        settings.put("mail.imap.connectiontimeout", "5000");
        settings.put("mail.imap.timeout", "20000");
        settings.put("mail.imap.writetimeout", "10000");
        settings.put("mail.imap.fetchsize", "262144");
        settings.put("mail.imap.peek", "true");
        return settings;
    }

    /** A server may understate the size of a message. */
    private static final class Limited extends ByteArrayOutputStream {

        private final int most;

        private Limited(int most) {
            this.most = most;
        }

        @Override
        public synchronized void write(int b) {
            requireRoom(1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            requireRoom(length);
            super.write(bytes, from, length);
        }

        private void requireRoom(int length) {
            if (count + length > most) {
                throw new TooBig();
            }
        }

    }

    private static final class TooBig extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

    }

}
