package io.keel.im.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Encoding;
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
