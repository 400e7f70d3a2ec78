package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import io.keel.im.logic.Judgement.Entry;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.MessageListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is stored by now: senders their answers, gateways their pushes, the host its listener, in the order of the batch. When
 * nobody can tell where receivers are connected, answers go out all the same: receivers see by the numbers what they missed.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Consumer<Outbox> NOTHING = outbox -> {};

    private final LogicPorts ports;
    private final Pushes pushes;
    private final MessageListener listener;

    Announcer(LogicPorts ports, HostRules host) {
        this.ports = ports;
        this.pushes = new Pushes(ports.sessions());
        this.listener = host.listener();
    }

    CompletionStage<Void> announce(List<Outcome> outcomes) {
        List<CompletableFuture<Consumer<Outbox>>> plans = new ArrayList<>(outcomes.size());
        boolean known = true;
        for (Outcome outcome : outcomes) {
            CompletableFuture<Consumer<Outbox>> plan = plan(outcome);
            known &= plan.isDone();
            plans.add(plan);
        }
        if (known) {
            tell(outcomes, plans);
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(plans.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> tell(outcomes, plans));
    }

    private CompletableFuture<Consumer<Outbox>> plan(Outcome outcome) {
        if (!(outcome instanceof Outcome.Appended appended)) {
            return CompletableFuture.completedFuture(NOTHING);
        }
        return pushes.of(appended.entry(), appended.stored())
                .exceptionally(failure -> {
                    LOG.warn("no push of {}", appended.stored().message(), failure);
                    return NOTHING;
                })
                .toCompletableFuture();
    }

    private void tell(List<Outcome> outcomes, List<CompletableFuture<Consumer<Outbox>>> plans) {
        Outbox outbox = new Outbox();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            plans.get(i).join().accept(outbox);
            if (outcome instanceof Outcome.Appended appended) {
                outbox.reply(outcome.submission(), answer(appended.entry(), appended.stored()));
                listen(appended.stored().message());
            } else if (outcome instanceof Outcome.Answered answered) {
                outbox.reply(outcome.submission(), answered.answer());
            }
        }
        outbox.flush(ports.bus());
    }

    private void listen(Message message) {
        try {
            listener.stored(message);
        } catch (RuntimeException failure) {
            LOG.error("the host's listener failed on {}", message, failure);
        }
    }

    private static Answer answer(Entry entry, Stored stored) {
        Submission submission = entry.submission();
        if (submission.command() instanceof Send) {
            Message message = stored.message();
            return new Answer.Sent(
                    message.messageId(),
                    message.conversation(),
                    message.seq(),
                    message.sentAt(),
                    inboxSeq(entry.append().inboxes(), submission.from(), stored.inboxSeqs()));
        }
        Group group = entry.audience().group();
        return submission.command() instanceof Recall || group == null
                ? Answer.Done.DONE
                : new Answer.GroupState(group);
    }

    private static long inboxSeq(List<UserId> inboxes, UserId user, long[] inboxSeqs) {
        int index = inboxes.indexOf(user);
        return index < 0 ? 0 : inboxSeqs[index];
    }
}
