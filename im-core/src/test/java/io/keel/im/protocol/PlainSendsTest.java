package io.keel.im.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.Text;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The short way and the long way come to the same. */
class PlainSendsTest {

    private static final List<String> NAMES =
            List.of("", "bob", "g-1", "d:alice:bob", "g:g", "no name", "é", "x".repeat(65));
    private static final List<String> TEXTS = List.of("", "hello", "你好 👋 \u0000", "x".repeat(300));

    private final Requests requests = new Requests(new UserId("alice"), () -> new GroupId("new"));

    @Test
    void aPlainTextTakesTheShortWay() {
        byte[] bytes = ClientFrame.newBuilder()
                .setId("7")
                .setSend(Send.newBuilder()
                        .setTo(Target.newBuilder().setUser("bob"))
                        .setClientMsgId("c-1")
                        .setText("你好"))
                .build()
                .toByteArray();

        assertThat(ProtobufFrameCodec.INSTANCE.decode(bytes, 0, bytes.length))
                .isEqualTo(new Decoded.PlainSend("7", "bob", "", "", "c-1", new Text("你好")));
    }

    @Property
    void bothWaysReadTheSameOfASend(@ForAll Random random) {
        byte[] bytes = send(random).toByteArray();

        assertSame(bytes, bytes.length);
        assertSame(bytes, random.nextInt(bytes.length + 1));
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            assertSame(bytes, bytes.length);
        }
    }

    @Property
    void bothWaysReadTheSameOfTwoFramesInOne(@ForAll Random random) {
        byte[] first = send(random).toByteArray();
        byte[] second = send(random).toByteArray();
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertSame(both, both.length);
    }

    @Property
    void bothWaysReadTheSameOfAnyFrame(@ForAll Random random) {
        byte[] bytes = new RandomFrames(random).client().toByteArray();

        assertSame(bytes, bytes.length);
    }

    private void assertSame(byte[] bytes, int length) {
        Decoded.PlainSend plain = PlainSends.read(bytes, 0, length);
        if (plain == null) {
            return;
        }
        Decoded other = ProtobufFrameCodec.INSTANCE.decodeAny(bytes, 0, length);
        assertThat(other).isInstanceOf(Decoded.Frame.class);
        ClientFrame frame = ((Decoded.Frame) other).frame();
        assertThat(plain.id()).isEqualTo(frame.hasId() ? frame.getId() : null);
        assertThat(requests.parse(plain)).isEqualTo(requests.parse(frame));
    }

    private static ClientFrame send(Random random) {
        Send.Builder send = Send.newBuilder().setText(any(TEXTS, random));
        if (random.nextInt(8) > 0) {
            send.setClientMsgId(any(NAMES, random));
        }
        switch (random.nextInt(4)) {
            case 0 -> send.setTo(Target.newBuilder().setUser(any(NAMES, random)));
            case 1 -> send.setTo(Target.newBuilder().setGroup(any(NAMES, random)));
            case 2 -> send.setConversation(any(NAMES, random));
            default -> send.setTo(Target.getDefaultInstance());
        }
        if (random.nextInt(8) == 0) {
            send.setReplyTo(random.nextInt(3)).addMentions("bob").putExt("k", "v");
        }
        ClientFrame.Builder frame = ClientFrame.newBuilder().setSend(send);
        return random.nextBoolean()
                ? frame.build()
                : frame.setId(any(NAMES, random)).build();
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
