package io.keel.im.examples.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All that runs: engines, and the roles over them in the order in which they need each other. Closing twice is harmless. */
final class Cluster implements AutoCloseable {

    private final Announcements announcements;
    private final ClusterFile file;
    private final Plan plan;
    private final Engines engines;
    /** Roles that may start together, in the order in which they start. */
    private final List<List<RoleProcess>> waves = new ArrayList<>();

    private final Supervisor supervisor;
    private boolean closed;

    private Cluster(ClusterOptions options, Plan plan, ClusterFile file, Announcements announcements) {
        this.announcements = announcements;
        this.file = file;
        this.plan = plan;
        this.engines = Engines.start(announcements);
        try {
            List<String> common = new ArrayList<>(engines.arguments());
            common.addAll(options.chat());
            waves.addAll(options.waves(plan, common));
            waves.forEach(this::start);
            file.write(workers());
        } catch (RuntimeException failure) {
            stop();
            throw failure;
        }
        this.supervisor = new Supervisor(workers(), announcements, options.restarts(), () -> file.write(workers()));
    }

    /** Starts it; returns when all of it is ready. When a part cannot be started, none is left running. */
    static Cluster start(ClusterOptions options, Plan plan, ClusterFile file, Announcements announcements) {
        return new Cluster(options, plan, file, announcements);
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
            supervisor.close();
            stop();
        }
    }

    private void start(List<RoleProcess> wave) {
        wave.forEach(process -> {
            process.restart();
            announcements.say(process.name(), "starts");
        });
        wave.forEach(process -> {
            process.awaitReady();
            announcements.say(process.name(), "is ready, pid " + process.pid().orElse(0));
        });
    }

    private void stop() {
        List<List<RoleProcess>> backwards = new ArrayList<>(waves);
        Collections.reverse(backwards);
        for (List<RoleProcess> wave : backwards) {
            wave.parallelStream().forEach(RoleProcess::stop);
            wave.forEach(process -> announcements.say(process.name(), "has ended"));
        }
        engines.stop();
        announcements.say("engines", "have ended");
        file.delete();
        plan.forget();
    }

    private List<Worker> workers() {
        List<Worker> workers = new ArrayList<>();
        List<List<RoleProcess>> backwards = new ArrayList<>(waves);
        Collections.reverse(backwards);
        backwards.forEach(workers::addAll);
        workers.addAll(engines.workers());
        return workers;
    }
}
