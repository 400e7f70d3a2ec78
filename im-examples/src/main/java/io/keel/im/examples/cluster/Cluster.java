package io.keel.im.examples.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that runs: engines, and the roles over them in the order in which they need each other. Closing twice is harmless, and so is
 * closing while it starts.
 */
final class Cluster implements AutoCloseable {

    private final ClusterOptions options;
    private final Announcements announcements;
    private final ClusterFile file;
    private final Plan plan;
    /** Roles that may start together, in the order in which they start. */
    private final List<List<RoleProcess>> waves = new ArrayList<>();

    private @Nullable Engines engines;
    private @Nullable Supervisor supervisor;
    private boolean closed;

    /** Makes one that does not run yet. */
    Cluster(ClusterOptions options, Plan plan, ClusterFile file, Announcements announcements) {
        this.options = options;
        this.announcements = announcements;
        this.file = file;
        this.plan = plan;
    }

    /** Starts it; returns when all of it is ready, or when it was closed. When a part cannot be started, none is left running. */
    void start() {
        try {
            startEngines();
            for (List<RoleProcess> wave : List.copyOf(waves)) {
                start(wave);
                awaitReady(wave);
            }
            watch();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Where one can chat. */
    List<String> gateways() {
        return waves.stream()
                .flatMap(List::stream)
                .filter(process -> process.role().equals("gateway"))
                .map(RoleProcess::url)
                .toList();
    }

    /** Stops all of it, gateways first and engines last. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (supervisor != null) {
                supervisor.close();
            }
            stop();
        }
    }

    private synchronized void startEngines() {
        if (!closed) {
            Engines started = Engines.start(announcements);
            engines = started;
            List<String> common = new ArrayList<>(started.arguments());
            common.addAll(options.chat());
            waves.addAll(options.waves(plan, common));
        }
    }

    private synchronized void start(List<RoleProcess> wave) {
        if (!closed) {
            for (RoleProcess process : wave) {
                process.restart();
                announcements.say(process.name(), "starts");
            }
        }
    }

    private void awaitReady(List<RoleProcess> wave) {
        for (RoleProcess process : wave) {
            process.awaitReady();
            announcements.say(process.name(), "is ready, pid " + process.pid().orElse(0));
        }
    }

    private synchronized void watch() {
        if (!closed) {
            file.write(this::workers);
            supervisor = new Supervisor(workers(), announcements, options.restarts(), () -> file.write(this::workers));
        }
    }

    private void stop() {
        List<List<RoleProcess>> backwards = new ArrayList<>(waves);
        Collections.reverse(backwards);
        for (List<RoleProcess> wave : backwards) {
            wave.parallelStream().forEach(RoleProcess::stop);
            wave.forEach(process -> announcements.say(process.name(), "has ended"));
        }
        if (engines != null) {
            engines.stop();
            announcements.say("engines", "have ended");
        }
        file.delete();
        plan.forget();
    }

    private List<Worker> workers() {
        List<Worker> workers = new ArrayList<>();
        List<List<RoleProcess>> backwards = new ArrayList<>(waves);
        Collections.reverse(backwards);
        backwards.forEach(workers::addAll);
        if (engines != null) {
            workers.addAll(engines.workers());
        }
        return workers;
    }
}
