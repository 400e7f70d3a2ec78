package io.keel.im.message;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who may recall a message, and until when. Pure. */
public final class RecallRules {

    private RecallRules() {}

    /** What the rules say of a recall. */
    public sealed interface Ruling {

        /** It may be recalled. */
        enum Allowed implements Ruling {
            /** The one instance. */
            ALLOWED
        }

        /** It was recalled before: done, and no second event. */
        enum Already implements Ruling {
            /** The one instance. */
            ALREADY
        }

        /** It may not. */
        record Denied(Refusal refusal) implements Ruling {}
    }

    /**
     * Judges a recall.
     *
     * @param target the message, visible to the caller
     * @param caller who recalls
     * @param role the caller's role in the group; null in a direct conversation
     * @param age how long ago the message was sent
     * @param window for how long senders may recall
     */
    public static Ruling judge(Message target, UserId caller, @Nullable Role role, Duration age, Duration window) {
        if (target.isEvent()) {
            return denied(ErrorCode.FAILED_PRECONDITION, "seq: an event cannot be recalled");
        }
        boolean manages = role != null && role.manages();
        if (!manages && !target.isFrom(caller)) {
            return denied(ErrorCode.PERMISSION_DENIED, "seq: the message of somebody else");
        }
        if (target.recalled()) {
            return Ruling.Already.ALREADY;
        }
        if (!manages && age.compareTo(window) > 0) {
            return denied(ErrorCode.FAILED_PRECONDITION, "seq: sent too long ago to be recalled");
        }
        return Ruling.Allowed.ALLOWED;
    }

    /** Judges a recall by the system, which needs no right and keeps to no window. */
    public static Ruling judgeSystem(Message target) {
        if (target.isEvent()) {
            return denied(ErrorCode.FAILED_PRECONDITION, "seq: an event cannot be recalled");
        }
        return target.recalled() ? Ruling.Already.ALREADY : Ruling.Allowed.ALLOWED;
    }

    private static Ruling denied(ErrorCode code, String message) {
        return new Ruling.Denied(Refusal.of(code, message));
    }
}
