package io.ledgerstream.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens to the database on a connection of its own, outside the pool, and wakes what
 * the triggers name. It is only a matter of speed: everybody polls besides, so a lost
 * connection is opened again without haste.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class Wakeups implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);

    private static final int PATIENCE_MILLIS = 5_000;

    private final JdbcConnectionDetails database;

    private final List<Wakeable> wakeables;

    private volatile Thread listener;

    Wakeups(JdbcConnectionDetails database, List<Wakeable> wakeables) {
        this.database = database;
        this.wakeables = wakeables;
    }

    @Override
    public void start() {
        listener = Thread.ofVirtual().name("wakeups").unstarted(this::listenForever);
        listener.start(); // only now: it asks whether it is running
    }

    private void listenForever() {
        while (isRunning()) {
            try (Connection connection = DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(),
                    database.getPassword()); Statement statement = connection.createStatement()) {
                statement.execute("listen ledgerstream");
                wakeables.forEach(Wakeable::wake); // what was told while nobody listened
                listen(connection.unwrap(PGConnection.class));
            }
            catch (SQLException e) {
                if (isRunning()) {
                    LOG.warn("Listening to the database was interrupted ({}); polling continues, listening again in "
                            + "{} ms.", e.getSQLState(), PATIENCE_MILLIS);
                    pause();
                }
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        while (isRunning()) {
            PGNotification[] notifications = connection.getNotifications(PATIENCE_MILLIS);
            for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                wakeables.stream().filter(w -> w.channel().equals(notification.getParameter())).forEach(Wakeable::wake);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Thread stopped = listener;
        listener = null;
        if (stopped != null) {
            stopped.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null && !Thread.currentThread().isInterrupted();
    }

}
