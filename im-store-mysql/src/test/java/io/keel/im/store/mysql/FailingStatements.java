package io.keel.im.store.mysql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections whose nth statement or commit fails, and every later one: as if the process had died there. */
final class FailingStatements {

    private static final Set<String> STEPS = Set.of("prepareStatement", "commit");

    private final AtomicInteger left;

    FailingStatements(int steps) {
        this.left = new AtomicInteger(steps);
    }

    /** Tells whether the failure was met. */
    boolean failed() {
        return left.get() < 0;
    }

    DataSource over(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof Connection connection ? counted(connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Connection counted(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (STEPS.contains(method.getName()) && left.decrementAndGet() < 0) {
                        throw new SQLException("killed before " + method.getName(), "08S01");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
