package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.Message;
import io.keel.im.logic.Outcome.Redelivered;
import io.keel.im.logic.Outcome.Stored;
import io.keel.im.logic.Receivers.Whereabouts;
import io.keel.im.spi.MessageListener;
import io.keel.im.spi.telemetry.LogicTelemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is stored by now: senders their answers, gateways their pushes, the host its listener, in the order of the
 * batch. When nobody can tell where receivers are connected, answers go out all the same: receivers see by the numbers
 * what they missed.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Consumer<Outbox> NOTHING = outbox -> {};

    private final LogicPorts ports;
    private final Pushes pushes;
    private final SecondPushes secondPushes;
    private final MessageListener listener;
    private final LogicTelemetry telemetry;

    Announcer(LogicPorts ports, HostRules host, LogicTelemetry telemetry) {
        this.ports = ports;
        this.telemetry = telemetry;
        this.pushes = new Pushes(ports.sessions());
        this.secondPushes = new SecondPushes(ports, pushes);
        this.listener = host.listener();
    }

    /** Tells the outcomes of a round that has ended. */
    CompletionStage<Void> announce(Round round) {
        Receivers receivers = new Receivers(round.size());
        int[] offsets = new int[round.size()];
        Map<Integer, CompletableFuture<Consumer<Outbox>>> plans = new HashMap<>();
        RoomGateways rooms = pushes.rooms();
        for (int position = 0; position < round.size(); position++) {
            Outcome outcome = round.outcome(position);
            if (outcome instanceof Stored stored && isPlain(stored)) {
                offsets[position] = receivers.add(stored.inboxes());
            } else if (!(outcome instanceof Outcome.Answered)) {
                plans.put(position, plan(round.submission(position), outcome, rooms));
            }
        }
        CompletionStage<Whereabouts> located = locate(receivers);
        if (!plans.isEmpty()) {
            located = CompletableFuture.allOf(plans.values().toArray(CompletableFuture<?>[]::new))
                    .thenCombine(located, (done, whereabouts) -> whereabouts);
        }
        return located.thenAccept(whereabouts -> tell(round, new Addresses(plans, whereabouts, offsets)));
    }

    /**
     * Where to push.
     *
     * @param plans of the entries that are not plain, by position
     * @param whereabouts of the receivers of the plain ones
     * @param offsets where those begin, by position
     */
    private record Addresses(
            Map<Integer, CompletableFuture<Consumer<Outbox>>> plans, Whereabouts whereabouts, int[] offsets) {}

    /** Tells whether an entry goes to those to whose inboxes it was written, and moves nobody: most do. */
    private static boolean isPlain(Stored stored) {
        return !stored.readDiffused() && stored.group() == null;
    }

    private CompletionStage<Whereabouts> locate(Receivers receivers) {
        return receivers.isEmpty()
                ? CompletableFuture.completedFuture(Whereabouts.UNKNOWN)
                : receivers.locate(ports.sessions()).exceptionally(failure -> {
                    LOG.warn("nobody can tell where receivers are: no pushes", failure);
                    return Whereabouts.UNKNOWN;
                });
    }

    private CompletableFuture<Consumer<Outbox>> plan(Submission submission, Outcome outcome, RoomGateways rooms) {
        Stored stored = outcome instanceof Redelivered again ? again.first() : (Stored) outcome;
        CompletionStage<Consumer<Outbox>> plan = outcome instanceof Redelivered
                ? secondPushes.of(submission, stored)
                : pushes.of(submission, stored, Moves.of(stored), rooms);
        CompletableFuture<Consumer<Outbox>> safe = plan.exceptionally(failure -> {
                    LOG.warn("no push of command {}", submission.id(), failure);
                    return NOTHING;
                })
                .toCompletableFuture();
        if (stored.group() != null) {
            rooms.after(stored.group().id(), safe);
        }
        return safe;
    }

    private void tell(Round round, Addresses addresses) {
        Outbox outbox = new Outbox(2 * round.size());
        for (int position = 0; position < round.size(); position++) {
            Submission submission = round.submission(position);
            Outcome outcome = round.outcome(position);
            if (outcome instanceof Outcome.Answered answered) {
                outbox.reply(submission, answered.answer());
                continue;
            }
            Stored stored = outcome instanceof Redelivered again ? again.first() : (Stored) outcome;
            CompletableFuture<Consumer<Outbox>> plan =
                    addresses.plans().isEmpty() ? null : addresses.plans().get(position);
            if (plan != null) {
                plan.join().accept(outbox);
            } else {
                addresses
                        .whereabouts()
                        .push(Pushes.toUsers(submission, stored), addresses.offsets()[position], outbox);
            }
            tell(submission, stored, outbox);
        }
        outbox.flush(ports.bus());
        telemetry.told(round.size(), outbox.gateways(), outbox.receivers());
    }

    private void tell(Submission submission, Stored stored, Outbox outbox) {
        outbox.reply(submission, answer(submission, stored));
        listen(stored.message());
    }

    private void listen(Message message) {
        try {
            listener.stored(message);
        } catch (RuntimeException failure) {
            LOG.error("the host's listener failed on {}", message, failure);
        }
    }

    private static Answer answer(Submission submission, Stored stored) {
        if (submission.command() instanceof Send) {
            Message message = stored.message();
            return new Answer.Sent(
                    message.messageId(),
                    message.conversation(),
                    message.seq(),
                    message.sentAt(),
                    inboxSeq(stored.inboxes(), submission.requireFrom(), stored.inboxSeqs()));
        }
        return stored.group() == null ? Answer.Done.DONE : new Answer.GroupState(stored.group());
    }

    private static long inboxSeq(List<UserId> inboxes, UserId user, long[] inboxSeqs) {
        int index = inboxes.indexOf(user);
        return index < 0 ? 0 : inboxSeqs[index];
    }
}
