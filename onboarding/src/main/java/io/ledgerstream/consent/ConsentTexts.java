package io.ledgerstream.consent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the words of the consent. A version never changes, so each is read once. */
@Component
class ConsentTexts {

    /**
     * The version that is shown and agreed to now. Changing words means a migration with
     * a new version, and its name here.
     */
    static final String CURRENT = "2026-11f";

    private final Map<String, ConsentText> byLanguage = new ConcurrentHashMap<>();

    private final JdbcClient jdbc;

    private final JsonMapper json;

    ConsentTexts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param language {@code en} or {@code fr}
     */
    ConsentText current(String language) {
        return byLanguage.computeIfAbsent(language, this::read);
    }

    private ConsentText read(String language) {
        return jdbc.sql("select body, sha256 from consent_text where version = ? and language = ?")
            .params(CURRENT, language)
            .query((row, n) -> new ConsentText(CURRENT, language, row.getString(2),
                    json.readValue(row.getString(1), ConsentText.Body.class)))
            .single();
    }

}
