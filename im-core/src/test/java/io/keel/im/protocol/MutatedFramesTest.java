package io.keel.im.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Encoding;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come in, an outcome comes out. */
class MutatedFramesTest {

    private static final int FRAMES = 50_000;
    private static final UserId CALLER = new UserId("alice");
    private static final byte[] LIKELY = {
        '"', '\\', '{', '}', '[', ']', ',', ':', 'u', 'e', '-', '0', 0, -1, 0x7F, (byte) 0xC0
    };

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void noMutationEscapes(Encoding encoding) {
        Random random = new Random(20261123);
        RandomFrames frames = new RandomFrames(random);
        int[] outcomes = new int[3];
        for (int i = 0; i < FRAMES; i++) {
            byte[] bytes = mutated(ClientCodec.of(encoding).encode(frames.client()), random);
            outcomes[outcome(encoding, bytes)]++;
        }
        // Mutations that left every frame whole, or none, would prove little.
        assertThat(outcomes[0]).isGreaterThan(FRAMES / 20);
        assertThat(outcomes[1]).isGreaterThan(FRAMES / 100);
        assertThat(outcomes[2]).isGreaterThan(FRAMES / 20);
    }

    private static int outcome(Encoding encoding, byte[] bytes) {
        Decoded decoded = FrameCodec.of(encoding).decode(bytes, 0, bytes.length);
        if (decoded instanceof Decoded.Frame frame) {
            Objects.requireNonNull(new Requests(CALLER, () -> new GroupId("made")).parse(frame.frame()));
            byte[] again = ClientCodec.of(encoding).encode(frame.frame());
            if (!decoded.equals(FrameCodec.of(encoding).decode(again, 0, again.length))) {
                throw new AssertionError("another frame when encoded again: " + frame);
            }
            return 0;
        }
        if (decoded instanceof Decoded.Malformed malformed) {
            if (malformed.message().length() > 300 || (malformed.id() != null && !FrameIds.isValid(malformed.id()))) {
                throw new AssertionError("nothing to answer with: " + malformed);
            }
            return 1;
        }
        return 2;
    }

    private static byte[] mutated(byte[] frame, Random random) {
        byte[] bytes = frame;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            int to = at + random.nextInt(Math.min(8, bytes.length - at) + 1);
            bytes = switch (random.nextInt(5)) {
                case 0 -> with(bytes, at, (byte) random.nextInt(256));
                case 1 -> with(bytes, at, LIKELY[random.nextInt(LIKELY.length)]);
                case 2 -> joined(bytes, at, bytes, to);
                case 3 -> joined(bytes, to, bytes, at);
                default -> joined(bytes, at, new byte[0], 0);
            };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    /** The beginning of one and the end of another. */
    private static byte[] joined(byte[] head, int until, byte[] tail, int from) {
        byte[] joined = new byte[until + tail.length - from];
        System.arraycopy(head, 0, joined, 0, until);
        System.arraycopy(tail, from, joined, until, tail.length - from);
        return joined;
    }
}
