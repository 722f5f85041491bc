package io.ledgerstream.mail;

import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLogger;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Takes what the PDF renderer logs into our log. By itself the renderer prints every step
 * to the console; here its steps are details, and its warnings stay warnings.
 */
final class PaperLog implements XRLogger {

    @Override
    public void log(String where, Level level, String message) {
        at(where, level).log(message);
    }

    @Override
    public void log(String where, Level level, String message, Throwable failure) {
        at(where, level).setCause(failure).log(message);
    }

    /** Levels are logback's to set. */
    @Override
    public void setLevel(String where, Level level) {
    }

    @Override
    public boolean isLogLevelEnabled(Diagnostic diagnostic) {
        return logger(diagnostic.getLogMessageId().getWhere()).isEnabledForLevel(ours(diagnostic.getLevel()));
    }

    private static LoggingEventBuilder at(String where, Level level) {
        return logger(where).atLevel(ours(level));
    }

    private static Logger logger(String where) {
        return LoggerFactory.getLogger(where);
    }

    private static org.slf4j.event.Level ours(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return org.slf4j.event.Level.ERROR;
        }
        return level.intValue() >= Level.WARNING.intValue() ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG;
    }

}
