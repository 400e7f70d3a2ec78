package io.keel.im.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageBytesTest {

    private static final UserId ALICE = new UserId("alice");
    private static final ConversationId ROOM = ConversationId.group(new GroupId("g"));

    @Property
    void aPlainTextIsWrittenAsTheGeneratedClassWould(@ForAll Random random) {
        Message message = plain(new RandomFrames(random).id(), random);

        assertThat(written(message)).isEqualTo(WireMessages.of(message).toByteArray());
        assertThat(read(message)).isEqualTo(message);
    }

    static Stream<Message> rarer() {
        Message plain = plain("hello", new Random(1));
        return Stream.of(
                plain,
                plain.blank(),
                plain.toBuilder().seq(0).build(),
                plain.toBuilder().mentions(List.of(ALICE, ALICE)).replyTo(3).build(),
                plain.toBuilder().ext(Map.of("k", "v", "", "x")).build(),
                plain.toBuilder()
                        .content(new Data(ByteString.fromHex("00ff"), "image/png"))
                        .build(),
                event(Event.named(EventKind.GROUP_CREATED, List.of(ALICE), "Room")),
                event(Event.roleChanged(ALICE, Role.ADMIN)),
                event(Event.recalled(7)),
                event(Event.of(EventKind.GROUP_DISBANDED, List.of())).toBuilder()
                        .from(null)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("rarer")
    void everyKindOfMessageComesBackAsItWas(Message message) {
        assertThat(written(message)).isEqualTo(WireMessages.of(message).toByteArray());
        assertThat(read(message)).isEqualTo(message);
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageBytes.read(new byte[] {-1}, 0, 1));
    }

    private static Message event(Event event) {
        return Message.builder(ROOM)
                .messageId(9)
                .seq(2)
                .sentAt(3)
                .from(ALICE)
                .content(event)
                .build();
    }

    private static Message plain(String text, Random random) {
        return Message.builder(ConversationId.direct(ALICE, new UserId("b" + random.nextInt(99))))
                .messageId(1 + (random.nextLong() >>> (2 + random.nextInt(60))))
                .seq(1 + random.nextInt(100_000))
                .sentAt(1 + (random.nextLong() >>> (2 + random.nextInt(60))))
                .from(ALICE)
                .device(new DeviceId("web-1"))
                .clientMsgId(new ClientMsgId("c-" + random.nextInt()))
                .content(new Text(text))
                .build();
    }

    private static byte[] written(Message message) {
        MessageBytes bytes = MessageBytes.of(message);
        byte[] array = new byte[bytes.size()];
        bytes.write(array, 0);
        return array;
    }

    private static Message read(Message message) {
        byte[] array = written(message);
        return MessageBytes.read(array, 0, array.length);
    }
}
