package io.keel.im.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.WorkerIds;
import io.keel.im.testkit.engine.EtcdEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real process that is stopped for longer than its lease. */
class SleepingProcessIT {

    @Test
    void wokenProcessMakesNoIdThatAnotherMakes() throws Exception {
        try (EtcdEngine engine = EtcdEngine.launch();
                EtcdConnection etcd = EtcdConnection.builder(engine.address())
                        .namespace("/sleepers")
                        .lease(Duration.ofSeconds(3))
                        .open()) {
            Process sleeper = start(engine.address(), "/sleepers");
            try {
                List<String> told = new CopyOnWriteArrayList<>();
                reading(sleeper, told);
                await().atMost(20, TimeUnit.SECONDS).until(() -> told.size() > 100);
                signal(sleeper, "STOP");
                WorkerIds workers = EtcdWorkerIds.over(etcd, 1);
                WorkerIds.Lease lease = await().atMost(20, TimeUnit.SECONDS)
                        .ignoreExceptions()
                        .until(
                                () -> workers.lease(InstantSource.system())
                                        .toCompletableFuture()
                                        .join(),
                                held -> true);
                assertThat(lease.worker()).isZero();
                Set<Long> mine = new HashSet<>();
                make(lease, mine);
                int before = told.size();

                signal(sleeper, "CONT");

                await().atMost(20, TimeUnit.SECONDS).until(() -> told.contains("lost") && told.contains("refused"));
                make(lease, mine);
                List<Long> theirs = numbers(told);
                assertThat(theirs).doesNotHaveDuplicates().isSorted();
                assertThat(theirs).doesNotContainAnyElementsOf(mine);
                long largest = theirs.get(theirs.size() - 1);
                assertThat(mine).allMatch(id -> id > largest);
                // At most what was on its way when it was stopped.
                assertThat(numbers(told.subList(before, told.size()))).hasSizeLessThan(5_000);
                assertThat(SnowflakeIds.workerOf(largest)).isZero();
            } finally {
                sleeper.destroyForcibly().waitFor();
            }
        }
    }

    private static void make(WorkerIds.Lease lease, Set<Long> ids) {
        for (int i = 0; i < 5_000; i++) {
            assertThat(ids.add(lease.ids().next())).isTrue();
        }
    }

    private static Process start(String address, String namespace) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdProcess.class.getName(),
                        address,
                        namespace)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void reading(Process process, List<String> told) {
        Thread reader = new Thread(() -> {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> some = new ArrayList<>();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    some.add(line);
                    if (some.size() >= 50 || !Character.isDigit(line.charAt(0))) {
                        told.addAll(some);
                        some.clear();
                    }
                }
            } catch (IOException e) {
                told.add("broken");
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static List<Long> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .map(Long::valueOf)
                .toList();
    }
}
