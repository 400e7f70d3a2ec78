package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.command.Origin;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Text;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** What the rules about a bus publish and wait with. */
abstract class BusRules {
    private final AtomicLong ids = new AtomicLong(1L << 60);
    private final BusTck tck;

    BusRules(BusTck tck) {
        this.tck = tck;
    }

    final Bus bus() {
        return tck.bus();
    }

    final int refusesBy() {
        return tck.refusesBy();
    }

    final <T> List<T> together(List<? extends Callable<T>> tasks) {
        return tck.together(tasks);
    }

    final void until(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(tck.patience()).until(condition::getAsBoolean);
    }

    final Submission send(ConversationId conversation) {
        long id = ids.incrementAndGet();
        return new Submission(
                id,
                Drafts.ALICE,
                Drafts.WEB,
                new Origin(new GatewayId("gw-1"), 7),
                new Send(conversation, new ClientMsgId("m-" + id), new Text("x"), List.of(), 0, Map.of()));
    }

    final List<Submission> sends(ConversationId conversation, int count) {
        List<Submission> sends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sends.add(send(conversation));
        }
        return sends;
    }

    /** Publishes commands, all of which must be taken. */
    final void publish(List<Submission> submissions) {
        boolean[] taken = bus().publish(submissions);
        assertThat(taken).as("one answer for each command").hasSameSizeAs(submissions);
        assertThat(taken).as("commands taken").doesNotContain(false);
    }

    static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    static ConversationId conversation(int number) {
        return ConversationId.group(new GroupId("group-" + number));
    }

    static List<Submission> of(ConversationId conversation, List<Submission> all) {
        return all.stream()
                .filter(submission -> submission.command().conversation().equals(conversation))
                .toList();
    }
}
