package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.ChangeNotice;
import io.ledgerstream.provider.ChangeNotices;
import io.ledgerstream.provider.DataType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Intuit's webhooks, in both of their forms: CloudEvents, a list with a type as
 * {@code qbo.bill.updated.v1}, and the older {@code eventNotifications}. How the newer
 * form names what was merged is unconfirmed; where it does not say, a merge is a change.
 */
@Component
class QuickBooksNotices implements ChangeNotices {

    private static final Pattern TYPE = Pattern.compile("qbo\\.([a-z]{1,40})\\.([a-z]{1,20})\\.v[0-9]{1,3}");

    private static final String ID = "[A-Za-z0-9:_-]{1,60}";

    private static final String EVENT = "[\\x21-\\x7e]{1,200}";

    private final QuickBooksWebhookProperties properties;

    private final JsonMapper json;

    QuickBooksNotices(QuickBooksWebhookProperties properties, JsonMapper json) {
        this.properties = properties;
        this.json = json;
    }

    @Override
    public String signatureHeader() {
        return "intuit-signature";
    }

    @Override
    public Told read(byte[] body, String signature) {
        if (!signed(body, signature)) {
            return new Told.Forged();
        }
        try {
            JsonNode said = json.readTree(body);
            Optional<List<ChangeNotice>> changes = said.isArray() ? cloudEvents(said)
                    : said.path("eventNotifications").isArray() ? notifications(said.path("eventNotifications"))
                            : Optional.empty();
            return changes.<Told>map(Told.Changes::new).orElseGet(Told.NotUnderstood::new);
        }
        catch (JacksonException e) {
            return new Told.NotUnderstood();
        }
    }

    /**
     * By any of the tokens, each compared whole, so that the time it takes says nothing.
     */
    private boolean signed(byte[] body, String signature) {
        if (signature == null || signature.length() > 100) {
            return false;
        }
        byte[] given = signature.strip().getBytes(StandardCharsets.US_ASCII);
        boolean signed = false;
        for (String verifier : properties.verifiers()) {
            signed |= MessageDigest.isEqual(Base64.getEncoder().encode(hmac(verifier, body)), given);
        }
        return signed;
    }

    private static byte[] hmac(String verifier, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(verifier.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One event that makes no sense makes the whole notice none: it is sent again, and
     * seen. What is not read of books is passed over.
     */
    private static Optional<List<ChangeNotice>> cloudEvents(JsonNode events) {
        List<ChangeNotice> changes = new ArrayList<>();
        for (JsonNode event : events) {
            String id = event.path("id").asString("");
            Matcher type = TYPE.matcher(event.path("type").asString(""));
            String account = event.path("intuitaccountid").asString("");
            String record = event.path("intuitentityid").asString("");
            if (!id.matches(EVENT) || !type.matches() || !account.matches(QuickBooks.REALM) || !record.matches(ID)) {
                return Optional.empty();
            }
            read(type.group(1)).ifPresent(data -> changes.add(new ChangeNotice(id, account, data, record,
                    type.group(2).equals("merged") ? id(event.path("data").path("deletedId")) : null)));
        }
        return Optional.of(changes);
    }

    /** This form has no ids of events: what, whose, how and when together are one. */
    private static Optional<List<ChangeNotice>> notifications(JsonNode notifications) {
        List<ChangeNotice> changes = new ArrayList<>();
        for (JsonNode notification : notifications) {
            String account = notification.path("realmId").asString("");
            JsonNode entities = notification.path("dataChangeEvent").path("entities");
            if (!account.matches(QuickBooks.REALM) || !entities.isArray()) {
                return Optional.empty();
            }
            for (JsonNode entity : entities) {
                String name = entity.path("name").asString("");
                String record = entity.path("id").asString("");
                String operation = entity.path("operation").asString("");
                String event = String.join("|", account, name, record, operation,
                        entity.path("lastUpdated").asString(""));
                if (!record.matches(ID) || !event.matches(EVENT)) {
                    return Optional.empty();
                }
                read(name).ifPresent(data -> changes.add(new ChangeNotice(event, account, data, record,
                        operation.equals("Merge") ? id(entity.path("deletedId")) : null)));
            }
        }
        return Optional.of(changes);
    }

    private static Optional<DataType> read(String entity) {
        return Arrays.stream(QuickBooksRecords.values())
            .filter(records -> records.entity().toLowerCase(Locale.ROOT).equals(entity.toLowerCase(Locale.ROOT)))
            .map(QuickBooksRecords::type)
            .findFirst();
    }

    private static String id(JsonNode value) {
        String id = value.asString("");
        return id.matches(ID) ? id : null;
    }

}
