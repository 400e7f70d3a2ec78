package io.keel.im.examples.cluster;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that is started again by its command in {@code cluster.json}, as an operator does: it is nobody's but the test's, and
 * does not outlive it.
 */
final class RestartedWorker implements AutoCloseable {

    private final Process process;
    /** Whoever ends the tests early is rid of it as well. */
    private final Thread end;

    private RestartedWorker(Process process, String name) {
        this.process = process;
        this.end = new Thread(process::destroyForcibly, "end of " + name);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts it and waits for nothing.
     *
     * @param folder where what it says goes
     */
    static RestartedWorker start(ListedWorker listed, Path folder) throws IOException {
        Path log = folder.resolve("restarted-" + listed.name() + ".log");
        Process process = new ProcessBuilder(listed.command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RestartedWorker(process, listed.name());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
