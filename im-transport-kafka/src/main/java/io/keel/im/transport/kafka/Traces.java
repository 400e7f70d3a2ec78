package io.keel.im.transport.kafka;

import io.keel.im.command.Submission;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.trace.Hop;
import io.keel.im.spi.trace.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The {@code traceparent} of records (W3C Trace Context).
 *
 * <p>Unless a host gives one, it is made of the command's id, which every record about that command knows: so all of them are of
 * one trace, and no process has to remember anything. One that a host gave is remembered from the command's arrival until its
 * batch is done, and what is pushed in between bears it. Safe for use by several threads.
 */
final class Traces {

    private static final String NAME = "traceparent";
    private static final HexFormat HEX = HexFormat.of();

    /** Beside {@code traceparent}, of a record that tells of messages of several traces: the id of each, and where its trace stands. */
    private static final String EACH = "im-traces";

    private final Function<Submission, @Nullable String> given;
    private final Tracing tracing;
    private final Map<Long, byte[]> inHand = new ConcurrentHashMap<>();

    Traces(Function<Submission, @Nullable String> given, Tracing tracing) {
        this.given = given;
        this.tracing = tracing;
    }

    /** Begins to publish a command. */
    Step publish(Submission submission) {
        return tracing.on() ? tracing.begin(Hop.PUBLISH, submission.id()) : Step.NONE;
    }

    /** Begins to push records; ended when they are handed to the producer. */
    Step push(List<Downlink> records) {
        return tracing.on() ? tracing.begin(Hop.PUSH, Downlink.messages(records)) : Step.NONE;
    }

    /** The header of a command's record. */
    Header of(Submission submission, Step step) {
        String traceparent = step.traceparent();
        return traceparent == null ? of(submission) : header(bytes(traceparent));
    }

    /** The headers of a record of pushes. */
    List<Header> of(List<Downlink> records, Step step) {
        String traceparent = step.traceparent();
        if (traceparent == null) {
            return List.of(of(records));
        }
        StringBuilder each = new StringBuilder();
        for (long message : Downlink.messages(records)) {
            String own = step.traceparent(message);
            if (own != null) {
                each.append(message).append('=').append(own).append(' ');
            }
        }
        return List.of(header(bytes(traceparent)), new RecordHeader(EACH, bytes(each.toString())));
    }

    /** A record of pushes has arrived; returns the messages whose traces go on here, which have to be {@linkplain #left}. */
    List<Long> arrived(Headers headers) {
        Header each = tracing.on() ? headers.lastHeader(EACH) : null;
        if (each == null) {
            return List.of();
        }
        List<Long> messages = new ArrayList<>();
        for (String one : new String(each.value(), StandardCharsets.US_ASCII).split(" ", -1)) {
            int sign = one.indexOf('=');
            if (sign > 0) {
                long message = Long.parseLong(one, 0, sign, 10);
                tracing.arrived(message, one.substring(sign + 1));
                messages.add(message);
            }
        }
        return messages;
    }

    /** What arrived with pushes has been handed over. */
    void left(List<Long> messages) {
        messages.forEach(tracing::left);
    }

    /** The header of a command's record. */
    Header of(Submission submission) {
        byte[] known = inHand.get(submission.id());
        if (known != null) {
            return header(known);
        }
        String traceparent = given.apply(submission);
        return header(traceparent == null ? derived(submission.id()) : bytes(traceparent));
    }

    /** The header of a record of pushes: that of the first command that they are about. */
    Header of(List<Downlink> records) {
        for (Downlink record : records) {
            long command = commandOf(record);
            if (command != 0) {
                byte[] known = inHand.get(command);
                return header(known == null ? derived(command) : known);
            }
        }
        return header(derived(ThreadLocalRandom.current().nextLong() | 1));
    }

    /** The header of something else that has an id. */
    static Header of(String id) {
        long number;
        try {
            number = Long.parseLong(id);
        } catch (NumberFormatException notOfACommand) {
            number = mixed(id.hashCode()) | 1;
        }
        return header(derived(number));
    }

    /** A command has arrived: what is told of it bears the same. */
    void arrived(Submission submission, Headers headers) {
        Header header = headers.lastHeader(NAME);
        if (header != null && tracing.on()) {
            tracing.arrived(submission.id(), new String(header.value(), StandardCharsets.US_ASCII));
        }
        // Of one that follows from the id there is nothing to remember: its trace begins with this hash of the id.
        if (header != null && !startsAsDerived(header.value(), submission.id())) {
            inHand.put(submission.id(), header.value());
        }
    }

    /** All is told of a command. */
    void done(Submission submission) {
        tracing.left(submission.id());
        if (!inHand.isEmpty()) {
            inHand.remove(submission.id());
        }
    }

    private static long commandOf(Downlink record) {
        if (record instanceof Downlink.Reply reply) {
            return reply.submission();
        } else if (record instanceof Downlink.ToUsers push && push.notice() instanceof Notice.Said said) {
            return said.message().messageId();
        } else if (record instanceof Downlink.ToRoom push && push.notice() instanceof Notice.Said said) {
            return said.message().messageId();
        }
        return 0;
    }

    /** Version 00, 16 bytes of trace, 8 bytes of parent, not sampled. */
    private static byte[] derived(long id) {
        String hash = HEX.toHexDigits(mixed(id));
        return ("00-" + hash + HEX.toHexDigits(id) + '-' + hash + "-00").getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsAsDerived(byte[] value, long id) {
        String hash = HEX.toHexDigits(mixed(id));
        for (int i = 0; i < hash.length(); i++) {
            if (value.length <= i + 3 || value[i + 3] != hash.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Spreads the bits of a number (the finaliser of MurmurHash 3), never to 0. */
    private static long mixed(long value) {
        long bits = value;
        bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        bits ^= bits >>> 33;
        return bits == 0 ? 1 : bits;
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    private static Header header(byte[] value) {
        return new RecordHeader(NAME, value);
    }
}
