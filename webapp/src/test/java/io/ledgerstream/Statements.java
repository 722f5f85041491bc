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

/**
 * Counts the statements that a thread sends to the database: for tests that hold a page
 * to its budget. MockMvc answers in the test's own thread; what schedules of this or of
 * another context send meanwhile is theirs, and would make the count a matter of chance.
 */
@TestConfiguration
public class Statements implements BeanPostProcessor {

    private static final ThreadLocal<AtomicInteger> SENT = ThreadLocal.withInitial(AtomicInteger::new);

    /**
     * How many statements the work sends from this thread; what it hands to others is not
     * among them.
     */
    public static int of(Runnable work) {
        int before = SENT.get().get();
        work.run();
        return SENT.get().get() - before;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? watched(DataSource.class, source) : bean;
    }

    private static <T> T watched(Class<T> type, Object target) {
        InvocationHandler watch = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                SENT.get().incrementAndGet();
            }
            try {
                return wrapped(method.invoke(target, arguments));
            }
            catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, watch));
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
