package local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import standin.engine.StandInEngine;
import standin.mail.StandInMail;
import standin.netsuite.StandInNetSuite;
import standin.postgres.StandInPostgres;
import standin.quickbooks.StandInQuickBooks;

/**
 * Everything that stands in for the outside, started before the application and stopped
 * after it.
 */
public record Outside(LocalSettings settings, StandInPostgres postgres, MovableClock clock, StandInMail mail,
        StandInQuickBooks quickBooks, StandInNetSuite netSuite, StandInEngine engine) implements AutoCloseable {

    private static final String RETURN_PATH = "bounces@ledgerstream.example";

    static Outside start(LocalSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        var postgres = StandInPostgres.keptIn(settings.directory().resolve("postgres"), 0);
        try {
            return beside(postgres, settings);
        }
        catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static Outside beside(StandInPostgres postgres, LocalSettings settings) {
        var data = postgres.superuser();
        var clock = new MovableClock(data);
        var quickBooks = StandInQuickBooks.keptIn(data, clock, settings.quickBooksPort(), settings.signInPort());
        quickBooks.registerRedirect(settings.baseUrl() + "/connect/quickbooks/callback");
        quickBooks.tellsTo(settings.baseUrl() + "/webhooks/quickbooks-online");
        var netSuite = StandInNetSuite.keptIn(data, clock, settings.netSuitePort(), settings.netSuiteSignInPort());
        return new Outside(settings, postgres, clock, StandInMail.keptIn(data, clock), quickBooks, netSuite,
                StandInEngine.startAhead(clock.ahead()));
    }

    /** What the application has to know in order to find the stand-ins. */
    Map<String, Object> properties() {
        var properties = new HashMap<String, Object>(postgres.properties());
        properties.putAll(mail.properties());
        properties.putAll(mail.bounceProperties(RETURN_PATH));
        properties.putAll(quickBooks.properties());
        properties.putAll(netSuite.properties());
        properties.putAll(engine.properties());
        properties.put("server.port", settings.webPort());
        properties.put("ledgerstream.base-url", settings.baseUrl());
        return properties;
    }

    @Override
    public void close() {
        try {
            engine.close();
            quickBooks.close();
            netSuite.close();
            mail.close();
            postgres.close();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
