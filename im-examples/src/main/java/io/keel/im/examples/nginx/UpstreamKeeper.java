package io.keel.im.examples.nginx;

import io.keel.im.spi.ServiceInstance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps nginx's list of gateways as the registry has it.
 *
 * <p>What is new is written, checked by nginx, and taken up by a reload; what the check refuses is taken back at once, so that nginx
 * starts and reloads with the last good list whatever happens, and is tried again later. Nothing is done when nothing has changed.
 *
 * <p>Changes are waited out for a moment, since gateways often come and go together, and every reload leaves a generation of nginx's
 * workers behind for as long as their connections last. That there is no gateway at all is believed late: it is more often a registry
 * that lost its data, whose gateways announce themselves again within a lease. Until then the old list stays, and nginx says for itself
 * that nobody answers.
 */
final class UpstreamKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamKeeper.class);

    /** Longer than nginx is waited for. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final UpstreamTemplate template;
    private final UpstreamFile file;
    private final NginxProgram nginx;
    private final Pace pace;
    private final LongSupplier nanos;
    private final ScheduledThreadPoolExecutor thread;
    private final CompletableFuture<Void> recovered;
    // The rest is touched by the thread alone.
    private @Nullable List<String> wanted;
    private @Nullable Future<?> due;
    private boolean gathering;
    private long firstChange;
    private boolean reloadOwed;

    /**
     * How long what is waited for.
     *
     * @param settle after the last change, before it is taken up
     * @param most after the first of several changes, however many follow
     * @param empty before it is believed that there is no gateway
     * @param retry before what failed is tried again
     */
    record Pace(Duration settle, Duration most, Duration empty, Duration retry) {}

    UpstreamKeeper(UpstreamTemplate template, UpstreamFile file, NginxProgram nginx, Pace pace, LongSupplier nanos) {
        this.template = template;
        this.file = file;
        this.nginx = nginx;
        this.pace = pace;
        this.nanos = nanos;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread started = new Thread(task, "upstreams");
            started.setDaemon(true);
            return started;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.recovered = CompletableFuture.runAsync(this::recover, thread);
    }

    /** Ends when what an earlier process left unfinished has been taken back: from then on nginx may be started. */
    CompletableFuture<Void> recovered() {
        return recovered;
    }

    /** Hears which gateways there are now. Answers at once; may be called from any thread. */
    void show(Set<ServiceInstance> gateways) {
        List<String> addresses = UpstreamAddresses.of(gateways);
        try {
            thread.execute(() -> changed(addresses));
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: {} gateways are not taken up", addresses.size());
        }
    }

    /** Ends it, once what it is at has come to an end; the file stays. Closing twice is harmless. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: left in the middle of a change", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An earlier process may have ended between a list that it wrote and nginx's word on it. */
    private void recover() {
        try {
            if (file.isUnproven()) {
                LOG.warn("{}: the list in it was never checked, the one before is restored", file);
                file.restore();
                // Nobody knows which of the two nginx has taken up.
                reloadOwed = true;
            }
        } catch (IOException e) {
            LOG.error("{}: cannot be restored", file, e);
        }
    }

    private void changed(List<String> addresses) {
        long now = nanos.getAsLong();
        if (!gathering) {
            firstChange = now;
        }
        wanted = addresses;
        gathering = !addresses.isEmpty();
        if (addresses.isEmpty()) {
            later(pace.empty());
        } else {
            long left = firstChange + pace.most().toNanos() - now;
            later(Duration.ofNanos(Math.max(0, Math.min(pace.settle().toNanos(), left))));
        }
    }

    private void later(Duration wait) {
        if (due != null) {
            due.cancel(false);
        }
        if (thread.isShutdown()) {
            return;
        }
        due = thread.schedule(this::takeUp, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void takeUp() {
        due = null;
        gathering = false;
        List<String> addresses = wanted;
        if (addresses == null) {
            return;
        }
        try {
            if (!write(addresses) || !reload(addresses.size())) {
                later(pace.retry());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("{}: cannot be written", file, e);
            later(pace.retry());
        }
    }

    /** Brings the list into the file; tells whether what stands there is good. */
    private boolean write(List<String> addresses) throws IOException {
        String text = template.render(addresses);
        if (text.equals(file.read())) {
            return true;
        }
        file.replace(text);
        NginxProgram.Outcome check = nginx.check();
        if (!check.done()) {
            file.restore();
            LOG.warn(
                    "nginx refuses the list of {} gateways, the last good one stays: {}",
                    addresses.size(),
                    check.said());
            return false;
        }
        reloadOwed = true;
        return true;
    }

    private boolean reload(int gateways) throws IOException {
        if (!reloadOwed) {
            return true;
        }
        NginxProgram.Outcome reload = nginx.reload();
        if (!reload.done()) {
            LOG.warn("nginx does not reload, it is asked again: {}", reload.said());
            return false;
        }
        reloadOwed = false;
        file.keep();
        LOG.info("nginx was told of {} gateways", gateways);
        return true;
    }
}
