package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.command.Submission;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers in processes of their own, of which one dies or sleeps. */
class WorkerTroubleIT {

    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    @RegisterExtension
    private final Broker broker = new Broker();

    /** Who said what, as it arrived. */
    private record Told(String worker, long id, String conversation) {}

    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Sends sends = new Sends(GATEWAY);
    private final List<Submission> published = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void anotherTakesOverFromOneThatWasKilled() throws Exception {
        KafkaBus gateway = gateway();
        Process first = start("first");
        publishUntil(gateway, () -> hasTold("first"));
        start("second");
        publishUntil(gateway, () -> hasTold("second") && told.size() > 100);

        first.destroyForcibly().waitFor();
        int before = published.size();
        publishUntil(gateway, () -> published.size() > before + 200);

        await().atMost(20, TimeUnit.SECONDS).until(this::allIsTold);
        assertInOrder();
    }

    @Test
    void sleeperThatWasReplacedTellsNothingWhenItWakes() throws Exception {
        KafkaBus gateway = gateway();
        Process sleeper = start("sleeper");
        publishUntil(gateway, () -> hasTold("sleeper"));
        start("other");
        publishUntil(gateway, () -> hasTold("other") && told.size() > 100);

        signal(sleeper, "STOP");
        int before = published.size();
        publishUntil(gateway, () -> published.size() > before + 50 && allIsTold(before + 50));
        int asleep = told.size();
        signal(sleeper, "CONT");
        // It works again, on what it is given anew.
        publishUntil(
                gateway,
                () -> told.stream().skip(asleep).anyMatch(each -> each.worker().equals("sleeper")));

        await().atMost(20, TimeUnit.SECONDS).until(this::allIsTold);
        assertInOrder();
        Set<Long> byOther = told.stream()
                .limit(asleep)
                .filter(each -> each.worker().equals("other"))
                .map(Told::id)
                .collect(Collectors.toSet());
        assertThat(told.stream().skip(asleep).filter(each -> each.worker().equals("sleeper")))
                .extracting(Told::id)
                .doesNotContainAnyElementsOf(byOther);
    }

    private KafkaBus gateway() {
        KafkaBus bus = broker.closing(broker.bus().open());
        bus.subscribe(
                GATEWAY,
                records -> records.forEach(record -> {
                    Message message = ((Notice.Said) ((Downlink.ToUsers) record).notice()).message();
                    told.add(new Told(
                            ((Text) message.content()).value(),
                            message.messageId(),
                            message.conversation().value()));
                }));
        return bus;
    }

    private Process start(String name) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        broker.address(),
                        broker.prefix(),
                        GATEWAY.value(),
                        name)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    private void publishUntil(KafkaBus gateway, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Submission next = sends.send(published.size() % 20);
            assertThat(gateway.publish(List.of(next))).containsExactly(true);
            published.add(next);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private boolean hasTold(String worker) {
        return told.stream().anyMatch(each -> each.worker().equals(worker));
    }

    private boolean allIsTold() {
        return allIsTold(published.size());
    }

    private boolean allIsTold(int first) {
        Set<Long> ids = told.stream().map(Told::id).collect(Collectors.toSet());
        return published.stream().limit(first).allMatch(each -> ids.contains(each.id()));
    }

    /** Leaving doubles aside, what is told of one conversation is told in its order. */
    private void assertInOrder() {
        Map<String, List<Long>> firsts = new HashMap<>();
        told.stream()
                .map(each -> Map.entry(each.conversation(), each.id()))
                .distinct()
                .forEach(each -> firsts.computeIfAbsent(each.getKey(), first -> new ArrayList<>())
                        .add(each.getValue()));
        assertThat(firsts.values()).allSatisfy(ids -> assertThat(ids).isSorted());
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
