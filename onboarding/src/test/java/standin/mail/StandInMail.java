package standin.mail;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every mail server of the world: takes mail by SMTP for any recipient, as strictly as a
 * real one, and gives it out by IMAP. Both listen on the loopback address only. Nothing
 * leaves the machine. Mails to {@code bounce.example}, and to addresses that begin with
 * {@code bounces-}, are taken and then come back to their envelope sender.
 */
public final class StandInMail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandInMail.class);

    private static final String BOUNCES_PASSWORD = "bounces";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MailStore store;

    private final Clock clock;

    private final GreenMail greenMail;

    private final ServerSocket smtp;

    private final MailFaults faults = new MailFaults();

    private StandInMail(MailStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.greenMail = new GreenMail(new ServerSetup[] { new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP) });
        greenMail.start();
        store.all().forEach(mail -> deliver(mail.recipient(), mail.raw()));
        try {
            smtp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("stand-in-smtp").start(this::accept);
    }

    /**
     * The JVM's one mail server for tests, by system time. Tests tell their mails apart
     * by recipient.
     */
    public static StandInMail shared() {
        return Shared.SERVER;
    }

    /** A mail server of the caller's own that keeps its mails in memory. */
    public static StandInMail start(Clock clock) {
        return new StandInMail(new MemoryMailStore(), clock);
    }

    /**
     * One that keeps its mails in schema {@code standin}; the data source's role must be
     * allowed to create it.
     */
    public static StandInMail keptIn(DataSource dataSource, Clock clock) {
        return new StandInMail(new JdbcMailStore(dataSource), clock);
    }

    public int smtpPort() {
        return smtp.getLocalPort();
    }

    public int imapPort() {
        return greenMail.getImap().getPort();
    }

    /**
     * What the application needs in order to send here, without TLS as the mails never
     * leave the machine.
     */
    public Map<String, String> properties() {
        return Map.of("spring.mail.host", "127.0.0.1", "spring.mail.port", Integer.toString(smtpPort()),
                "spring.mail.properties.mail.smtp.starttls.required", "false");
    }

    /**
     * Gives an address a password, so that its mails can be fetched by IMAP with the
     * address as the user's name.
     */
    public void mailbox(String address, String password) {
        greenMail.setUser(address, address, password);
    }

    /**
     * What the application needs in order to read its bounces here; the mailbox is made.
     */
    public Map<String, String> bounceProperties(String returnPath) {
        mailbox(returnPath, BOUNCES_PASSWORD);
        return Map.of("ledgerstream.mail.return-path", returnPath, "ledgerstream.bounces.imap.host", "127.0.0.1",
                "ledgerstream.bounces.imap.port", Integer.toString(imapPort()), "ledgerstream.bounces.imap.user",
                returnPath, "ledgerstream.bounces.imap.password", BOUNCES_PASSWORD, "ledgerstream.bounces.imap.tls",
                "false");
    }

    /**
     * Puts a message into the mailbox of an address, as if it had come from outside; not
     * among {@link #mails()}.
     */
    public void deliver(String address, byte[] raw) {
        putIntoMailbox(MailRules.mailbox(address), raw);
    }

    /** All mails, oldest first. */
    public List<ReceivedMail> mails() {
        return store.all();
    }

    /** The recipient's mails, oldest first. */
    public List<ReceivedMail> to(String recipient) {
        String address = recipient.toLowerCase(Locale.ROOT);
        return mails().stream().filter(mail -> mail.recipient().equals(address)).toList();
    }

    public List<ReceivedMail> to(String recipient, String inSubject) {
        return to(recipient).stream().filter(mail -> mail.subject().contains(inSubject)).toList();
    }

    /**
     * The newest mail to the recipient with these words in its subject, waited for up to
     * 20 seconds.
     */
    public ReceivedMail await(String recipient, String inSubject) {
        return await(recipient, inSubject, 1);
    }

    /** The newest such mail as soon as there are at least so many. */
    public ReceivedMail await(String recipient, String inSubject, int count) {
        return Awaitility.await("mail to " + recipient + " with '" + inSubject + "'")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> to(recipient, inSubject), mails -> mails.size() >= count)
            .getLast();
    }

    public void clear() {
        store.clear();
    }

    /** {@code RCPT} of this address is answered "550 5.1.1 no such user" from now on. */
    public void refuse(String recipient) {
        refuse(recipient, "550 5.1.1 no such user here");
    }

    /**
     * With another reply, as "450 4.2.1 mailbox busy", which is one to try again after.
     */
    public void refuse(String recipient, String reply) {
        faults.refuse(recipient, reply);
    }

    /**
     * Every sender and recipient is answered so: a server that is up and takes nothing,
     * as "421 4.3.2 shutting down".
     */
    public void refuseAll(String reply) {
        faults.answerAll(reply);
    }

    /**
     * The next mails are taken in, but the connection ends before the sender is told: it
     * cannot know.
     */
    public void dropBeforeAnswering(int mails) {
        faults.dropAfterStoring(mails);
    }

    /** The next mails are lost with the connection, after the sender has sent them. */
    public void dropBeforeStoring(int mails) {
        faults.dropBeforeStoring(mails);
    }

    /** Each mail is answered so much later, in real time. */
    public void delay(Duration duration) {
        faults.delay(duration);
    }

    /** Ends all faults. */
    public void healthy() {
        faults.clear();
    }

    private void accept() {
        while (!smtp.isClosed()) {
            try {
                Socket client = smtp.accept();
                Thread.ofVirtual().name("stand-in-smtp-session").start(() -> converse(client));
            }
            catch (IOException e) {
                LOG.debug("no longer listening: {}", e.getMessage());
            }
        }
    }

    private void converse(Socket client) {
        try {
            new SmtpConversation(client, greenMail.getSmtp().getPort(), faults, this::keep).run();
        }
        catch (IOException e) {
            LOG.info("SMTP session ended: {}", e.getMessage());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(String sender, List<String> recipients, byte[] raw) {
        recipients.forEach(
                recipient -> store.add(new ReceivedMail(UUID.randomUUID(), sender, recipient, clock.instant(), raw)));
        if (!sender.isEmpty()) {
            recipients.stream().filter(MailRules::bounces).forEach(recipient -> giveBack(sender, recipient, raw));
        }
    }

    /**
     * As another server would do that took the mail and then finds nobody of that name.
     * Kept, so that a kill loses no report.
     */
    private void giveBack(String sender, String recipient, byte[] raw) {
        byte[] report = DeliveryReport.to(sender)
            .at(clock.instant())
            .about(recipient, "failed", "5.1.1")
            .returning(raw)
            .raw();
        store.add(new ReceivedMail(UUID.randomUUID(), "", sender, clock.instant(), report));
        deliver(sender, report);
    }

    private void putIntoMailbox(String address, byte[] raw) {
        try {
            GreenMailUser user = greenMail.getUserManager().getUserByEmail(address);
            if (user == null) {
                user = greenMail.getUserManager().createUser(address, address, address);
            }
            user.deliver(new MimeMessage(null, new ByteArrayInputStream(raw)));
        }
        catch (MessagingException | UserException e) {
            throw new IllegalStateException("A mail could not be put into its mailbox.", e);
        }
    }

    @Override
    public void close() throws IOException {
        smtp.close();
        greenMail.stop();
    }

    private static final class Shared {

        static final StandInMail SERVER = start(Clock.systemUTC());

    }

}
