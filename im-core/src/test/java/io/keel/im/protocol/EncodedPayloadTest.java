package io.keel.im.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodedPayloadTest {

    @Property
    void headAndPayloadAreTheWholeFrame(
            @ForAll Random random, @ForAll Encoding encoding, @ForAll boolean withId, @ForAll boolean withSeq)
            throws IOException {
        RandomFrames frames = new RandomFrames(random);
        ServerFrame body = frames.server();
        String id = withId ? frames.id() : null;
        long inboxSeq = withSeq ? random.nextLong() >>> (1 + random.nextInt(63)) : ClientChannel.NO_INBOX_SEQ;

        byte[] whole = FrameHead.frame(encoding, id, inboxSeq, EncodedPayload.of(body));

        ServerFrame.Builder expected = body.toBuilder();
        if (id != null) {
            expected.setId(id);
        }
        if (withSeq) {
            expected.setInboxSeq(inboxSeq);
        }
        assertThat(ClientCodec.of(encoding).decode(whole)).isEqualTo(expected.build());
    }

    @Property
    void whatIsSentMostIsWrittenAsTheGeneratedClassesWould(@ForAll Random random) throws IOException {
        RandomFrames frames = new RandomFrames(random);
        Message message = Message.builder(ConversationId.direct(new UserId("a" + random.nextInt(99)), new UserId("b")))
                .messageId(1 + (random.nextLong() >>> (1 + random.nextInt(62))))
                .seq(1 + random.nextInt(100_000))
                .sentAt(1 + (random.nextLong() >>> (1 + random.nextInt(62))))
                .from(new UserId("a"))
                .device(new DeviceId("web-1"))
                .clientMsgId(new ClientMsgId("c-" + random.nextInt()))
                .content(new Text(frames.id()))
                .build();
        Notice said = new Notice.Said(message);
        Answer answer = new Answer.Sent(
                message.messageId(), message.conversation(), message.seq(), message.sentAt(), random.nextInt(3));

        assertThat(EncodedPayload.of(said).bytes(Encoding.PROTOBUF))
                .isEqualTo(WireNotices.of(said).toByteArray());
        assertThat(EncodedPayload.of(answer).bytes(Encoding.PROTOBUF))
                .isEqualTo(WireReplies.of(answer).toByteArray());
    }

    @Test
    void headFillsExactlyItsLength() {
        byte[] target = new byte[100];
        for (Encoding encoding : Encoding.values()) {
            int end = FrameHead.write(encoding, "a\"é😀", Long.MAX_VALUE, target, 7);
            assertThat(end).isEqualTo(7 + FrameHead.length(encoding, "a\"é😀", Long.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void isEncodedOnceAndShared(Encoding encoding) {
        EncodedPayload payload = EncodedPayload.of(WireReplies.done());

        assertThat(payload.bytes(encoding)).isSameAs(payload.bytes(encoding));
    }

    @Test
    void manyThreadsSeeTheSameBytes() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                ServerFrame frame = new RandomFrames(new Random(round)).server();
                byte[] expected = EncodedPayload.of(frame).bytes(Encoding.JSON);
                EncodedPayload shared = EncodedPayload.of(frame);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<byte[]>> seen = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    seen.add(executor.submit(() -> {
                        start.await();
                        return shared.bytes(Encoding.JSON);
                    }));
                }
                start.countDown();
                for (Future<byte[]> bytes : seen) {
                    assertThat(bytes.get()).isEqualTo(expected);
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void takesABodyAndNothingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> EncodedPayload.of(ServerFrame.getDefaultInstance()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncodedPayload.of(
                        WireReplies.done().toBuilder().setId("7").build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncodedPayload.of(
                        WireReplies.pong().toBuilder().setInboxSeq(7).build()));
    }
}
