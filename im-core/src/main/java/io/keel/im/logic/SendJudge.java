package io.keel.im.logic;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.conversation.Message;
import io.keel.im.fanout.Turning;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.logic.Judgement.Entry;
import io.keel.im.spi.Append;
import io.keel.im.spi.Digest;
import io.keel.im.spi.Effect;
import io.keel.im.spi.MessageInterceptor.Verdict;
import io.keel.im.spi.Roster;
import java.util.List;
import java.util.Optional;

/** Judges sends: the hot path. Under read diffusion nothing here is per member. */
final class SendJudge {

    private final HostRules host;

    SendJudge(HostRules host) {
        this.host = host;
    }

    Judgement judge(Submission submission, Send send, Facts facts, CommandDigest digests) {
        return send.conversation().kind() == ConversationKind.GROUP
                ? toGroup(submission, send, facts, digests)
                : direct(submission, send, facts, digests);
    }

    private Judgement direct(Submission submission, Send send, Facts facts, CommandDigest digests) {
        UserId from = submission.requireFrom();
        ConversationId conversation = send.conversation();
        if (!conversation.isBetween(from)) {
            return Judge.refused(Refusal.notMember());
        }
        UserId peer = conversation.peerOf(from);
        if (!peer.equals(from)) {
            if (!host.directory().exists(peer)) {
                return Judge.refused(Refusal.of(ErrorCode.NOT_FOUND, "to: no such user"));
            }
            if (!host.policy().mayMessage(from, peer)) {
                return Judge.refused(Refusal.of(ErrorCode.PERMISSION_DENIED, "to: does not take your messages"));
            }
        }
        if (lacksReplied(send, facts, 1)) {
            return noSuchReply();
        }
        Message draft = draft(submission, send);
        Verdict verdict = host.interceptor().intercept(draft);
        if (verdict instanceof Verdict.Refuse refuse) {
            return Judge.refused(refuse.refusal());
        }
        Append append =
                new Append(kept(draft, verdict), digests.of(send), sides(conversation, from), 0, Effect.Said.SAID);
        return new Entry(append);
    }

    private Judgement toGroup(Submission submission, Send send, Facts facts, CommandDigest digests) {
        Optional<Roster> found = facts.roster(send.conversation().requireGroup());
        Optional<Member> sender = found.flatMap(roster -> roster.member(submission.requireFrom()));
        if (found.isEmpty() || sender.isEmpty() || found.get().group().disbanded()) {
            return Judge.refused(Refusal.notMember());
        }
        Roster roster = found.get();
        Group group = roster.group();
        if (lacksReplied(send, facts, sender.get().visibleFrom())) {
            return noSuchReply();
        }
        Message draft = draft(submission, send);
        Verdict verdict = host.interceptor().intercept(draft);
        if (verdict instanceof Verdict.Refuse refuse) {
            return Judge.refused(refuse.refusal());
        }
        Effect effect = Effect.Said.SAID;
        if (Turning.turns(group, host.fanout()::choose)) {
            effect = new Effect.SaidAndTurned(group.toBuilder()
                    .diffusion(Diffusion.READ)
                    .version(group.version() + 1)
                    .build());
        }
        Digest digest = digests.of(send);
        Append append = new Append(kept(draft, verdict), digest, roster.everyone(), group.version(), effect);
        return new Entry(append);
    }

    /** The inboxes of a direct conversation: the sender's own first. */
    static List<UserId> sides(ConversationId conversation, UserId from) {
        UserId peer = conversation.peerOf(from);
        return peer.equals(from) ? List.of(from) : List.of(from, peer);
    }

    private static Message draft(Submission submission, Send send) {
        return Message.builder(send.conversation())
                .messageId(submission.id())
                .from(submission.requireFrom())
                .device(submission.device())
                .clientMsgId(send.clientMsgId())
                .sentAt(SnowflakeIds.millisOf(submission.id()))
                .content(send.content())
                .mentions(send.mentions())
                .replyTo(send.replyTo())
                .ext(send.ext())
                .build();
    }

    /** An interceptor rewrites what is said, not who said it. */
    @SuppressWarnings("ReferenceEquality") // The draft itself needs no other made of it.
    private static Message kept(Message draft, Verdict verdict) {
        Message judged = ((Verdict.Pass) verdict).draft();
        return judged == draft
                ? draft
                : draft.toBuilder()
                        .content(judged.content())
                        .mentions(judged.mentions())
                        .ext(judged.ext())
                        .build();
    }

    private static boolean lacksReplied(Send send, Facts facts, long visibleFrom) {
        return send.replyTo() > 0
                && facts.message(send.conversation(), send.replyTo(), visibleFrom)
                        .isEmpty();
    }

    private static Judgement noSuchReply() {
        return Judge.refused(Refusal.of(ErrorCode.NOT_FOUND, "replyTo: no such message"));
    }
}
