package io.keel.im.testkit.fault;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.Lane;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Wraps ports so that a plan decides what becomes of each call. Works for every interface of {@code io.keel.im.spi}.
 *
 * <p>A handler that is given to a port, such as to a bus, is wrapped as well: its calls are named {@code handle}, and one that
 * fails afterwards is what makes a bus hand a batch over again. What closes something is left alone. Safe for use by several
 * threads if the plan is.
 */
public final class Faults {
    private final FaultPlan plan;
    private final Function<Duration, Executor> delays;

    private Faults(FaultPlan plan, Function<Duration, Executor> delays) {
        this.plan = plan;
        this.delays = delays;
    }

    /** Makes faults by a plan; delays are in real time. */
    public static Faults by(FaultPlan plan) {
        return new Faults(plan, time -> CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Returns these faults with delays in the time of a lane, such as a manual one. */
    public Faults delayedOn(Lane lane) {
        return new Faults(plan, time -> task -> lane.schedule(task, time));
    }

    /** Wraps a port. */
    public <T> T around(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> call(target, method, arguments)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] given) throws Throwable {
        if (method.getDeclaringClass() == Object.class || method.getName().equals("close")) {
            return invoke(target, method, given);
        }
        @Nullable Object @Nullable [] arguments = wrapHandlers(method, given);
        Fault fault = plan.next(method.getName());
        Class<?> returns = method.getReturnType();
        if (fault instanceof Fault.Fail fail) {
            return failed(returns, arguments, fail.code());
        } else if (fault instanceof Fault.FailAfterwards after) {
            return afterwards(invoke(target, method, arguments), returns, arguments, after.code());
        } else if (fault instanceof Fault.Delay delay && canWait(returns)) {
            return delayed(target, method, arguments, delay.time());
        } else if (fault == Fault.Repeat.REPEAT) {
            return repeated(target, method, arguments);
        } else if (fault == Fault.Drop.DROP && canBeLost(returns)) {
            return lost(returns, arguments);
        }
        return invoke(target, method, arguments);
    }

    private static @Nullable Object failed(Class<?> returns, @Nullable Object @Nullable [] arguments, ErrorCode code) {
        ImException failure = new ImException(code, "an injected fault");
        if (returns == CompletionStage.class) {
            return CompletableFuture.failedFuture(failure);
        } else if (returns == boolean[].class) {
            return answers(arguments, false);
        }
        throw failure;
    }

    private static @Nullable Object afterwards(
            @Nullable Object result, Class<?> returns, @Nullable Object @Nullable [] arguments, ErrorCode code) {
        if (result instanceof CompletionStage<?> stage) {
            return stage.thenCompose(
                    done -> CompletableFuture.failedFuture(new ImException(code, "an injected fault")));
        }
        return failed(returns, arguments, code);
    }

    private @Nullable Object delayed(
            Object target, Method method, @Nullable Object @Nullable [] arguments, Duration time) {
        Executor later = delays.apply(time);
        if (method.getReturnType() == void.class) {
            later.execute(() -> invokeUnchecked(target, method, arguments));
            return null;
        }
        return CompletableFuture.supplyAsync(() -> stageOf(target, method, arguments), later)
                .thenCompose(stage -> stage);
    }

    private static @Nullable Object repeated(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object first = invoke(target, method, arguments);
        if (first instanceof CompletionStage<?> stage) {
            return stage.thenCompose(
                    answer -> stageOf(target, method, arguments).handle((again, failure) -> answer));
        }
        if (method.getReturnType() == void.class || method.getReturnType() == boolean[].class) {
            invoke(target, method, arguments);
        }
        return first;
    }

    private static @Nullable Object lost(Class<?> returns, @Nullable Object @Nullable [] arguments) {
        if (returns == CompletionStage.class) {
            return new CompletableFuture<>();
        }
        return returns == void.class ? null : answers(arguments, true);
    }

    private static boolean canWait(Class<?> returns) {
        return returns == CompletionStage.class || returns == void.class;
    }

    private static boolean canBeLost(Class<?> returns) {
        return canWait(returns) || returns == boolean[].class;
    }

    /** The answers of a bus that took all commands, or none. */
    private static boolean[] answers(@Nullable Object @Nullable [] arguments, boolean taken) {
        int size = arguments != null && arguments[0] instanceof Collection<?> commands ? commands.size() : 0;
        boolean[] answers = new boolean[size];
        java.util.Arrays.fill(answers, taken);
        return answers;
    }

    private @Nullable Object @Nullable [] wrapHandlers(Method method, Object @Nullable [] given) {
        if (given == null) {
            return null;
        }
        @Nullable Object[] arguments = given.clone();
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument != null && types[i].isAnnotationPresent(FunctionalInterface.class)) {
                arguments[i] = wrapped(types[i], argument);
            }
        }
        return arguments;
    }

    private <T> T wrapped(Class<T> type, Object handler) {
        return around(type, type.cast(handler));
    }

    private static CompletionStage<?> stageOf(Object target, Method method, @Nullable Object @Nullable [] arguments) {
        return (CompletionStage<?>) java.util.Objects.requireNonNull(invokeUnchecked(target, method, arguments));
    }

    private static @Nullable Object invokeUnchecked(
            Object target, Method method, @Nullable Object @Nullable [] arguments) {
        try {
            return invoke(target, method, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            // A lambda's class is not accessible by itself, though its interface is.
            method.trySetAccessible();
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
