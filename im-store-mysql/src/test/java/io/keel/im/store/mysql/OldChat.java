package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.seq.InboxEntry;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.Digest;
import io.keel.im.spi.Effect;
import io.keel.im.spi.Stores;
import io.keel.im.spi.UserConversationStore.UserConversation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Chats of a while ago, and all that can be read of them. */
final class OldChat {

    static final UserId ALICE = new UserId("alice");
    static final UserId BOB = new UserId("bob");
    static final ConversationId ALICE_BOB = ConversationId.direct(ALICE, BOB);
    static final ConversationId ALICE_CAROL = ConversationId.direct(ALICE, new UserId("carol"));
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final DeviceId PHONE = new DeviceId("phone");

    private final AtomicLong now = new AtomicLong(START.toEpochMilli());
    private final SnowflakeIds ids = SnowflakeIds.of(1, () -> Instant.ofEpochMilli(now.get()));

    /** What users read, of all that there is. */
    record Reading(
            List<Message> aliceBob,
            List<Message> aliceCarol,
            List<InboxEntry> alices,
            List<InboxEntry> bobs,
            List<UserConversation> list) {}

    static Reading read(Stores stores) throws Exception {
        return new Reading(
                log(stores, ALICE_BOB),
                log(stores, ALICE_CAROL),
                answer(stores.inboxes().read(ALICE, 0, 1_000)),
                answer(stores.inboxes().read(BOB, 0, 1_000)),
                answer(stores.userConversations().list(ALICE, Optional.empty(), 50)));
    }

    static List<Message> log(Stores stores, ConversationId conversation) throws Exception {
        return answer(stores.conversations().read(conversation, SeqWindow.after(0), 1_000));
    }

    static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Each block begins where the one before has ended. */
    static void checkBlocks(Schema schema) {
        assertThat(schema.rows(
                        "SELECT b.* FROM archived_blocks b WHERE b.first_seq <> 1 + COALESCE((SELECT MAX(o.last_seq)"
                                + " FROM archived_blocks o WHERE o.conversation_id = b.conversation_id"
                                + " AND o.first_seq < b.first_seq), 0)"))
                .isEmpty();
    }

    /** Says something of every kind, one a minute, and recalls one in twelve. */
    void say(Stores stores, ConversationId conversation, int count) throws Exception {
        List<Append> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pass(Duration.ofMinutes(1));
            batch.add(i % 12 == 7 ? recall(conversation, i - 3) : said(conversation, i));
        }
        Sender.append(stores, batch);
    }

    void pass(Duration time) {
        now.addAndGet(time.toMillis());
    }

    Instant now() {
        return Instant.ofEpochMilli(now.get());
    }

    Append said(ConversationId conversation, int number) {
        Content content = number % 3 == 1
                ? new Data(ByteString.copyFrom(new byte[number % 50 + 1]), "image/缩略图")
                : new Text("text " + number + " 你好 👋");
        long id = ids.next();
        Message.Builder draft =
                draft(conversation, id).clientMsgId(new ClientMsgId("c-" + id)).content(content);
        if (number % 5 == 0) {
            draft.mentions(List.of(BOB)).ext(Map.of("color", "green", "n", "" + number));
        }
        return append(draft.build(), new Digest(id, ~id), Effect.Said.SAID);
    }

    Append recall(ConversationId conversation, long seq) {
        Message draft =
                draft(conversation, ids.next()).content(Event.recalled(seq)).build();
        return append(draft, Digest.NONE, new Effect.Recalls(seq));
    }

    /** The same words under another command's id. */
    Append again(Append first) {
        Message draft = first.draft().toBuilder().messageId(ids.next()).build();
        return append(draft, first.digest(), first.effect());
    }

    static AppendResult result(Stores stores, Append append) throws Exception {
        return Sender.append(stores, List.of(append)).get(0);
    }

    private Message.Builder draft(ConversationId conversation, long id) {
        return Message.builder(conversation)
                .messageId(id)
                .from(ALICE)
                .device(PHONE)
                .sentAt(SnowflakeIds.millisOf(id));
    }

    private static Append append(Message draft, Digest digest, Effect effect) {
        return new Append(draft, digest, draft.conversation().users(), 0, effect);
    }
}
