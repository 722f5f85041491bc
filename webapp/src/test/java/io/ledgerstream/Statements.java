package io.ledgerstream;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;

/** Counts the statements that reach the database, whoever sends them: for tests that hold a page to its budget. */
@TestConfiguration
public class Statements implements BeanPostProcessor {

    private static final AtomicInteger SENT = new AtomicInteger();

    /** How many statements the work sends. The work must be alone. */
    public static int of(Runnable work) {
        int before = SENT.get();
        work.run();
        return SENT.get() - before;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? watched(DataSource.class, source) : bean;
    }

    private static <T> T watched(Class<T> type, Object target) {
        InvocationHandler watch = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                SENT.incrementAndGet();
            }
            try {
                return wrapped(method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, watch));
    }

    private static Object wrapped(Object answer) {
        return switch (answer) {
            case Connection connection -> watched(Connection.class, connection);
            case PreparedStatement statement -> watched(PreparedStatement.class, statement);
            case Statement statement -> watched(Statement.class, statement);
            case null, default -> answer;
        };
    }
}
