package io.ledgerstream.platform;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.OnboardingTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import standin.postgres.Db;

/**
 * Of every column that could hold a name or an address, docs/personal-data.md says
 * whether it does.
 */
@OnboardingTest
class PersonalDataTest {

    private static final Path DOCUMENT = Path.of("../docs/personal-data.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\|");

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void everyColumnOfTextIsDecidedExactlyOnceAndNoneIsListedThatDoesNotExist() throws IOException {
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(columns());
    }

    private static List<String> listed() throws IOException {
        return ROW.matcher(Files.readString(DOCUMENT))
            .results()
            .flatMap(row -> names(row.group(2)).map(column -> row.group(1) + "." + column))
            .toList();
    }

    private static Stream<String> names(String cell) {
        return NAME.matcher(cell).results().map((MatchResult name) -> name.group(1));
    }

    private static List<String> columns() {
        return Db.all().sql("""
                select table_name || '.' || column_name from information_schema.columns
                join pg_tables on tablename = table_name
                 where schemaname = 'public' and table_schema = 'public' and table_name <> 'flyway_schema_history'
                   and (udt_name in ('text', '_text', 'varchar', '_varchar', 'bpchar',
                                     'json', 'jsonb', 'bytea', 'xml')
                        or data_type = 'USER-DEFINED')""").query(String.class).list();
    }

}
