package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Tokens;
import io.ledgerstream.provider.wire.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/**
 * QuickBooks Online's addresses, parameters and queries; what the answers mean is
 * {@link QuickBooksAnswers}'.
 */
@Component
class QuickBooksClient {

    /** The only scope there is for accounting data; it has no read-only form. */
    private static final String SCOPE = "com.intuit.quickbooks.accounting";

    private final QuickBooksProperties properties;

    private final QuickBooksHttp http;

    private final Clock clock;

    QuickBooksClient(QuickBooksProperties properties, QuickBooksHttp http, Clock clock) {
        this.properties = properties;
        this.http = http;
        this.clock = clock;
    }

    URI authorizeUrl(String state, URI redirect) {
        properties.requireCredentials();
        return UriComponentsBuilder.fromUri(properties.authorizeUrl())
            .queryParam("client_id", "{client}")
            .queryParam("response_type", "code")
            .queryParam("scope", "{scope}")
            .queryParam("redirect_uri", "{redirect}")
            .queryParam("state", "{state}")
            .encode()
            .buildAndExpand(properties.clientId(), SCOPE, redirect, state)
            .toUri();
    }

    ProviderAnswer<Tokens> exchange(String code, URI redirect) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.set("grant_type", "authorization_code");
        form.set("code", code);
        form.set("redirect_uri", redirect.toString());
        return tokens("exchange", form, null);
    }

    ProviderAnswer<Tokens> refresh(String refreshToken) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.set("grant_type", "refresh_token");
        form.set("refresh_token", refreshToken);
        return tokens("refresh", form, refreshToken);
    }

    ProviderAnswer<Boolean> revoke(String refreshToken) {
        return QuickBooksAnswers
            .revocation(
                    post("revoke", properties.revokeUrl(), MediaType.APPLICATION_JSON, Map.of("token", refreshToken)))
            .map(body -> true);
    }

    ProviderAnswer<JsonNode> companyInfo(Access access) {
        return QuickBooksAnswers.api(http.get("companyinfo",
                api(access).path("/companyinfo/" + access.externalId())
                    .queryParam("minorversion", properties.minorVersion())
                    .build()
                    .toUri(),
                access.token()));
    }

    /** The company's settings; its home currency stands nowhere else. */
    ProviderAnswer<JsonNode> preferences(Access access) {
        return QuickBooksAnswers.api(http.get("preferences",
                api(access).path("/preferences").queryParam("minorversion", properties.minorVersion()).build().toUri(),
                access.token()));
    }

    /**
     * Rows of one entity in the order of their last change. At or after, not after: two
     * rows may bear the same second.
     * @param condition which of them; empty for all
     * @param atMost 1 to 1,000, the provider's cap
     */
    ProviderAnswer<JsonNode> query(Access access, QuickBooksRecords records, String condition, QuickBooksPosition from,
            int atMost) {
        String since = from.since() == null ? "" : "MetaData.LastUpdatedTime >= '" + from.since() + "'";
        return query(access, records,
                "select * from " + records.entity() + where(condition, since)
                        + " orderby MetaData.LastUpdatedTime startposition " + from.start() + " maxresults "
                        + Math.clamp(atMost, 1, 1000));
    }

    /**
     * A report with a column for each month, of the first day to the last, on accrual
     * basis.
     */
    ProviderAnswer<JsonNode> report(Access access, String report, LocalDate from, LocalDate to) {
        return QuickBooksAnswers.api(http.get("report " + report,
                api(access).path("/reports/" + report)
                    .queryParam("start_date", from)
                    .queryParam("end_date", to)
                    .queryParam("summarize_column_by", "Month")
                    .queryParam("accounting_method", "Accrual")
                    .queryParam("minorversion", properties.minorVersion())
                    .build()
                    .toUri(),
                access.token()));
    }

    /** What has changed since, deletions too. */
    ProviderAnswer<JsonNode> changes(Access access, QuickBooksRecords records, Instant since) {
        return QuickBooksAnswers.api(http.get("cdc " + records.entity(),
                api(access).path("/cdc")
                    .queryParam("entities", records.entity())
                    .queryParam("changedSince", since.truncatedTo(ChronoUnit.SECONDS))
                    .queryParam("minorversion", properties.minorVersion())
                    .build()
                    .toUri(),
                access.token()));
    }

    /**
     * Ids alone, in the order in which the records were made. @param condition which of
     * them; empty for all
     */
    ProviderAnswer<JsonNode> ids(Access access, QuickBooksRecords records, String condition, int start, int atMost) {
        return query(access, records, "select Id from " + records.entity() + where(condition)
                + " orderby MetaData.CreateTime startposition " + start + " maxresults " + atMost);
    }

    /** At most one row that is dated on or after a day. */
    ProviderAnswer<JsonNode> dated(Access access, QuickBooksRecords records, LocalDate day) {
        return query(access, records,
                "select * from " + records.entity() + " where TxnDate >= '" + day + "' maxresults 1");
    }

    /**
     * Intuit's sandbox is a host of its own; there and elsewhere its sample companies
     * bear this name until somebody changes it.
     */
    boolean sample(String companyName) {
        return properties.apiUrl().getHost().startsWith("sandbox")
                || (companyName != null && companyName.startsWith("Sandbox Company"));
    }

    private static String where(String... conditions) {
        String all = Stream.of(conditions).filter(Predicate.not(String::isEmpty)).collect(Collectors.joining(" and "));
        return all.isEmpty() ? "" : " where " + all;
    }

    private ProviderAnswer<JsonNode> query(Access access, QuickBooksRecords records, String query) {
        URI address = api(access).path("/query")
            .queryParam("query", "{query}")
            .queryParam("minorversion", properties.minorVersion())
            .encode()
            .buildAndExpand(query)
            .toUri();
        return QuickBooksAnswers.api(http.get("query " + records.entity(), address, access.token()));
    }

    private ProviderAnswer<Tokens> tokens(String call, MultiValueMap<String, String> form, String before) {
        Instant asked = clock.instant();
        return QuickBooksAnswers.oauth(post(call, properties.tokenUrl(), MediaType.APPLICATION_FORM_URLENCODED, form))
            .flatMap(body -> QuickBooksTokens.read(body, before, asked));
    }

    private Reply post(String call, URI address, MediaType type, Object body) {
        properties.requireCredentials();
        return http.post(call, address, properties.clientId(), properties.clientSecret(), type, body);
    }

    private UriComponentsBuilder api(Access access) {
        return UriComponentsBuilder.fromUri(properties.apiUrl())
            .path("/v3/company/" + QuickBooks.realm(access.externalId()));
    }

}
