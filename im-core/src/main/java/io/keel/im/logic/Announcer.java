package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.Message;
import io.keel.im.logic.Outcome.Redelivered;
import io.keel.im.logic.Outcome.Stored;
import io.keel.im.spi.MessageListener;
import java.util.ArrayList;
import java.util.List;
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
    private static final CompletableFuture<Consumer<Outbox>> NO_PUSH = CompletableFuture.completedFuture(NOTHING);

    private final LogicPorts ports;
    private final Pushes pushes;
    private final SecondPushes secondPushes;
    private final MessageListener listener;

    Announcer(LogicPorts ports, HostRules host) {
        this.ports = ports;
        this.pushes = new Pushes(ports.sessions());
        this.secondPushes = new SecondPushes(ports, pushes);
        this.listener = host.listener();
    }

    /** Tells the outcomes of a round that has ended. */
    CompletionStage<Void> announce(Round round) {
        List<CompletableFuture<Consumer<Outbox>>> plans = new ArrayList<>(round.size());
        boolean known = true;
        for (int position = 0; position < round.size(); position++) {
            CompletableFuture<Consumer<Outbox>> plan = plan(round.submission(position), round.outcome(position));
            known &= plan.isDone();
            plans.add(plan);
        }
        if (known) {
            tell(round, plans);
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(plans.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> tell(round, plans));
    }

    private CompletableFuture<Consumer<Outbox>> plan(Submission submission, Outcome outcome) {
        CompletionStage<Consumer<Outbox>> plan;
        if (outcome instanceof Stored stored) {
            plan = pushes.of(submission, stored, Moves.of(stored));
        } else if (outcome instanceof Redelivered again) {
            plan = secondPushes.of(submission, again.first());
        } else {
            return NO_PUSH;
        }
        return plan.exceptionally(failure -> {
                    LOG.warn("no push of command {}", submission.id(), failure);
                    return NOTHING;
                })
                .toCompletableFuture();
    }

    private void tell(Round round, List<CompletableFuture<Consumer<Outbox>>> plans) {
        Outbox outbox = new Outbox();
        for (int position = 0; position < round.size(); position++) {
            Submission submission = round.submission(position);
            Outcome outcome = round.outcome(position);
            plans.get(position).join().accept(outbox);
            if (outcome instanceof Stored stored) {
                tell(submission, stored, outbox);
            } else if (outcome instanceof Redelivered again) {
                tell(submission, again.first(), outbox);
            } else if (outcome instanceof Outcome.Answered answered) {
                outbox.reply(submission, answered.answer());
            }
        }
        outbox.flush(ports.bus());
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
                    inboxSeq(stored.inboxes(), submission.from(), stored.inboxSeqs()));
        }
        return stored.group() == null ? Answer.Done.DONE : new Answer.GroupState(stored.group());
    }

    private static long inboxSeq(List<UserId> inboxes, UserId user, long[] inboxSeqs) {
        int index = inboxes.indexOf(user);
        return index < 0 ? 0 : inboxSeqs[index];
    }
}
