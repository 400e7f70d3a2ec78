package io.keel.im.logic;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.fanout.Turning;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.logic.Judgement.Entry;
import io.keel.im.logic.Judgement.Settled;
import io.keel.im.membership.GroupChange;
import io.keel.im.membership.GroupRules;
import io.keel.im.membership.Ruling;
import io.keel.im.message.RecallRules;
import io.keel.im.spi.Append;
import io.keel.im.spi.Digest;
import io.keel.im.spi.Effect;
import io.keel.im.spi.Roster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges commands by the facts: calls the rules and turns what they allow into entries to be appended. */
final class Judge {

    private final HostRules host;
    private final SendJudge sends;
    private final InstantSource clock;

    Judge(HostRules host, InstantSource clock) {
        this.host = host;
        this.sends = new SendJudge(host);
        this.clock = clock;
    }

    Judgement judge(Submission submission, Facts facts, CommandDigest digests) {
        if (submission.from() == null) {
            return submission.command() instanceof Recall recall
                    ? recallOfTheSystem(submission, recall, facts)
                    : refused(Refusal.of(ErrorCode.PERMISSION_DENIED, "the system recalls, and does nothing else"));
        }
        if (submission.command() instanceof io.keel.im.command.Send send) {
            return sends.judge(submission, send, facts, digests);
        } else if (submission.command() instanceof Recall recall) {
            return recall(submission, recall, facts);
        }
        return change(submission, (GroupCommand) submission.command(), facts);
    }

    private Judgement recall(Submission submission, Recall recall, Facts facts) {
        ConversationId conversation = recall.conversation();
        UserId caller = submission.requireFrom();
        @Nullable Roster roster = null;
        @Nullable Role role = null;
        long visibleFrom = 1;
        if (conversation.group().isPresent()) {
            roster = facts.roster(conversation.requireGroup()).orElse(null);
            Optional<Member> member = roster == null ? Optional.empty() : roster.member(caller);
            if (roster == null || member.isEmpty() || roster.group().disbanded()) {
                return refused(Refusal.notMember());
            }
            role = member.get().role();
            visibleFrom = member.get().visibleFrom();
        } else if (!conversation.isBetween(caller)) {
            return refused(Refusal.notMember());
        }
        Optional<Message> target = facts.message(conversation, recall.seq(), visibleFrom);
        if (target.isEmpty()) {
            return refused(Refusal.of(ErrorCode.NOT_FOUND, "seq: no such message"));
        }
        Duration age = Duration.ofMillis(clock.millis() - target.get().sentAt());
        RecallRules.Ruling ruling =
                RecallRules.judge(target.get(), caller, role, age, host.policy().recallWindow());
        return recall(submission, recall, roster, ruling);
    }

    private Judgement recallOfTheSystem(Submission submission, Recall recall, Facts facts) {
        ConversationId conversation = recall.conversation();
        Roster roster = conversation.group().flatMap(facts::roster).orElse(null);
        Optional<Message> target = facts.message(conversation, recall.seq(), 1);
        if (target.isEmpty() || (roster == null && conversation.group().isPresent())) {
            return refused(Refusal.of(ErrorCode.NOT_FOUND, "seq: no such message"));
        }
        return recall(submission, recall, roster, RecallRules.judgeSystem(target.get()));
    }

    private static Judgement recall(
            Submission submission, Recall recall, @Nullable Roster roster, RecallRules.Ruling ruling) {
        if (ruling instanceof RecallRules.Ruling.Denied denied) {
            return refused(denied.refusal());
        } else if (ruling instanceof RecallRules.Ruling.Already) {
            return new Settled(Answer.Done.DONE);
        }
        Message draft = draft(submission, Event.recalled(recall.seq()));
        Effect effect = new Effect.Recalls(recall.seq());
        if (roster == null) {
            return new Entry(
                    new Append(draft, Digest.NONE, recall.conversation().users(), 0, effect));
        }
        return new Entry(
                new Append(draft, Digest.NONE, roster.everyone(), roster.group().version(), effect));
    }

    private Judgement change(Submission submission, GroupCommand command, Facts facts) {
        Optional<Roster> roster = facts.roster(command.group());
        Optional<Group> group = roster.map(Roster::group);
        GroupRules rules = new GroupRules(
                SnowflakeIds.millisOf(submission.id()),
                group.isPresent() && host.policy().sharesHistory(group.get()));
        Ruling ruling = rules.judge(
                command, submission.requireFrom(), group, user -> roster.flatMap(present -> present.member(user)));
        if (ruling instanceof Ruling.Denied denied) {
            return refused(denied.refusal());
        } else if (ruling instanceof Ruling.Unchanged unchanged) {
            return new Settled(new Answer.GroupState(unchanged.group()));
        }
        GroupChange change = ((Ruling.Allowed) ruling).change();
        for (Member member : change.joined()) {
            if (!host.directory().exists(member.user())) {
                return refused(Refusal.of(ErrorCode.NOT_FOUND, "no such user: " + member.user()));
            }
        }
        return entry(submission, change, roster);
    }

    private Judgement entry(Submission submission, GroupChange change, Optional<Roster> roster) {
        Group after = change.after();
        boolean turns = Turning.turns(after, host.fanout()::choose);
        if (turns) {
            after = after.toBuilder().diffusion(Diffusion.READ).build();
        }
        // A new group that is large from the start has no inbox to say farewell to.
        Diffusion travels = roster.map(present -> present.group().diffusion()).orElse(after.diffusion());
        List<UserId> inboxes = new ArrayList<>();
        if (travels == Diffusion.WRITE) {
            roster.ifPresent(present -> inboxes.addAll(present.everyone()));
            change.joined().forEach(member -> inboxes.add(member.user()));
        }
        Append append = new Append(
                draft(submission, change.event()),
                Digest.NONE,
                inboxes,
                roster.map(present -> present.group().version()).orElse(0L),
                new Effect.Changes(after, change.joined(), change.altered(), change.gone()));
        return new Entry(append);
    }

    private static Message draft(Submission submission, Event event) {
        return Message.builder(submission.command().conversation())
                .messageId(submission.id())
                .from(submission.from())
                .device(submission.from() == null ? null : submission.device())
                .sentAt(SnowflakeIds.millisOf(submission.id()))
                .content(event)
                .build();
    }

    static Judgement refused(Refusal refusal) {
        return new Settled(new Answer.Refused(refusal));
    }
}
