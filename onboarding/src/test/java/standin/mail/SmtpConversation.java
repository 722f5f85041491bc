package standin.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One client's session: GreenMail answers the commands, this adds what it lacks: the
 * refusals of a real server, faults on request, and that a mail is kept before it is
 * acknowledged.
 */
final class SmtpConversation {

    private final Socket client;

    private final Socket upstream;

    private final InputStream fromClient;

    private final InputStream fromUpstream;

    private final MailFaults faults;

    private final Accepted accepted;

    private final List<String> recipients = new ArrayList<>();

    private String sender = "";

    interface Accepted {

        void mail(String sender, List<String> recipients, byte[] raw);

    }

    SmtpConversation(Socket client, int greenMailPort, MailFaults faults, Accepted accepted) throws IOException {
        this.client = client;
        this.upstream = new Socket(InetAddress.getLoopbackAddress(), greenMailPort);
        this.fromClient = new BufferedInputStream(client.getInputStream());
        this.fromUpstream = new BufferedInputStream(upstream.getInputStream());
        this.faults = faults;
        this.accepted = accepted;
    }

    void run() throws IOException, InterruptedException {
        try (client; upstream) {
            reply(upstreamReply());
            for (Optional<String> line = line(fromClient); line.isPresent(); line = line(fromClient)) {
                if (!command(line.get())) {
                    return;
                }
            }
        }
    }

    /** Answers whether the session goes on; so do those below. */
    private boolean command(String line) throws IOException, InterruptedException {
        String verb = line.toUpperCase(Locale.ROOT);
        if (verb.startsWith("MAIL FROM:") || verb.startsWith("RCPT TO:")) {
            reply(address(line, verb.startsWith("RCPT")));
            return true;
        }
        if (verb.startsWith("DATA") && !recipients.isEmpty()) {
            reply("354 end with a full stop on a line of its own\r\n");
            return data();
        }
        if (verb.startsWith("RSET") || verb.startsWith("EHLO") || verb.startsWith("HELO")) {
            recipients.clear();
        }
        reply(ask(line));
        return !verb.startsWith("QUIT");
    }

    private String address(String line, boolean isRecipient) throws IOException {
        String address = MailRules.address(line);
        Optional<String> refusal = MailRules.path(line)
            .or(faults::answerToAll)
            .or(() -> isRecipient ? faults.refusalOf(address) : Optional.empty());
        if (refusal.isPresent()) {
            return refusal.get() + "\r\n";
        }
        String answer = ask(isRecipient ? "RCPT TO:<" + address + ">" : "MAIL FROM:<" + address + ">");
        if (answer.startsWith("250") && isRecipient) {
            recipients.add(address);
        }
        else if (answer.startsWith("250")) {
            sender = address;
            recipients.clear();
        }
        return answer;
    }

    private boolean data() throws IOException, InterruptedException {
        byte[] raw = content();
        List<String> to = List.copyOf(recipients);
        recipients.clear();
        faults.await();
        if (faults.takeDropBeforeStoring()) {
            return false;
        }
        Optional<String> refusal = MailRules.content(raw);
        if (refusal.isPresent()) {
            ask("RSET");
            reply(refusal.get() + "\r\n");
            return true;
        }
        accepted.mail(sender, to, raw);
        String answer = deliverUpstream(raw);
        if (faults.takeDropAfterStoring()) {
            return false;
        }
        reply(answer);
        return true;
    }

    /** Up to the lone full stop, with the doubled ones in front of lines undone. */
    private byte[] content() throws IOException {
        var content = new ByteArrayOutputStream();
        for (String line = wholeLine(); !line.equals("."); line = wholeLine()) {
            content.writeBytes(bytes((line.startsWith(".") ? line.substring(1) : line) + "\r\n"));
            if (content.size() > MailRules.MOST_BYTES) {
                reply("552 5.3.4 message too big\r\n");
                throw new IOException("message too big");
            }
        }
        return content.toByteArray();
    }

    private String wholeLine() throws IOException {
        return line(fromClient).orElseThrow(() -> new IOException("the client left in the middle of a message"));
    }

    private String deliverUpstream(byte[] raw) throws IOException {
        ask("DATA");
        String stuffed = new String(raw, StandardCharsets.ISO_8859_1).replaceAll("(?m)^\\.", "..");
        upstream.getOutputStream().write(bytes(stuffed + ".\r\n"));
        return upstreamReply();
    }

    private String ask(String line) throws IOException {
        upstream.getOutputStream().write(bytes(line + "\r\n"));
        return upstreamReply();
    }

    private String upstreamReply() throws IOException {
        var reply = new StringBuilder();
        String line;
        do {
            line = line(fromUpstream).orElseThrow(() -> new IOException("GreenMail closed the session"));
            reply.append(line).append("\r\n");
        }
        while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    private void reply(String answer) throws IOException {
        client.getOutputStream().write(bytes(answer));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * One line ended by CR LF; a bare LF is content, not an end, so that nothing can be
     * smuggled in behind one.
     */
    private static Optional<String> line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int previous = -1;
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n' && previous == '\r') {
                return Optional.of(line.toString(StandardCharsets.ISO_8859_1).substring(0, line.size() - 2));
            }
            previous = b;
        }
        return Optional.empty();
    }

}
