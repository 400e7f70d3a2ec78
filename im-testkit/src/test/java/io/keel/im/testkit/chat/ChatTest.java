package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.spi.Encoding;
import io.keel.im.testkit.client.RefusedException;
import io.keel.im.testkit.client.ScriptedChat;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A chat for each test. Alice speaks JSON and Bob Protobuf, so that every rule is seen through both. */
abstract class ChatTest {
    static final String ALICE_BOB = "d:alice:bob";

    private @Nullable ScriptedChat chat;

    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im;
    }

    @BeforeEach
    void start() {
        chat = ScriptedChat.start(this::settings);
    }

    @AfterEach
    void stop() {
        chat().close();
    }

    final ScriptedChat chat() {
        if (chat == null) {
            throw new IllegalStateException("no test is running");
        }
        return chat;
    }

    final ScriptedClient alice() {
        return chat().client("alice", "web", Encoding.JSON);
    }

    final ScriptedClient bob() {
        return chat().client("bob", "phone", Encoding.PROTOBUF);
    }

    final ScriptedClient client(String user) {
        return chat().client(user);
    }

    /** What {@code verb} is refused with; null when it is not. */
    static @Nullable ErrorCode refusal(ThrowingCallable verb) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, verb);
        return refused == null ? null : refused.code();
    }

    static History.Builder page(String conversation, int limit) {
        return History.newBuilder().setConversation(conversation).setLimit(limit);
    }

    static CreateGroup.Builder group(String group, Diffusion diffusion, String... members) {
        return CreateGroup.newBuilder()
                .setGroup(group)
                .setName(group)
                .setDiffusion(diffusion)
                .addAllMembers(List.of(members));
    }

    static List<Long> seqs(List<Message> messages) {
        return messages.stream().map(Message::getSeq).toList();
    }

    static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::getText).toList();
    }

    static List<Long> positions(List<SyncEntry> entries) {
        return entries.stream().map(SyncEntry::getInboxSeq).toList();
    }

    static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
