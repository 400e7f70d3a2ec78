package io.keel.im.testkit.tck;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.spi.Effect;
import java.util.concurrent.atomic.AtomicLong;

/** Makes entries to append, each with an id of its own; ids grow, as Snowflakes do. */
final class Drafts {
    static final UserId ALICE = new UserId("alice");
    static final UserId BOB = new UserId("bob");
    static final UserId CAROL = new UserId("carol");
    static final UserId DAVE = new UserId("dave");
    static final DeviceId PHONE = new DeviceId("phone");
    static final DeviceId WEB = new DeviceId("web");
    static final ConversationId ALICE_BOB = ConversationId.direct(ALICE, BOB);
    static final ConversationId ALICE_CAROL = ConversationId.direct(ALICE, CAROL);

    // A Snowflake of the year 2026 has 60 bits or more: a store that keeps fewer is found out.
    private final AtomicLong ids = new AtomicLong(1L << 60);

    long nextId() {
        return ids.incrementAndGet();
    }

    /** A text of one side of a direct conversation, written to both inboxes; to one when they are the same user. */
    Draft direct(UserId from, UserId to, String text) {
        Draft draft = new Draft(ConversationId.direct(from, to), from, nextId()).text(text);
        return from.equals(to) ? draft.to(from) : draft.to(from, to);
    }

    /** The recall of a direct message. */
    Draft recall(UserId from, UserId to, long seq) {
        return direct(from, to, "").content(Event.recalled(seq)).effect(new Effect.Recalls(seq));
    }
}
