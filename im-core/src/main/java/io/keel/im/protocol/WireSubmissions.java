package io.keel.im.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Origin;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;

/** Commands on their way from one process to another. Stateless, safe for use by several threads. */
public final class WireSubmissions {

    private WireSubmissions() {}

    /** Encodes a command under the name of its submitter. */
    public static byte[] encode(Submission submission) {
        return of(submission).toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are none, or a name in them is malformed
     */
    public static Submission decode(byte[] bytes) {
        try {
            return read(io.keel.im.protocol.internal.v1.Submission.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a submission", e);
        }
    }

    /** Makes the wire form of a command under the name of its submitter. */
    public static io.keel.im.protocol.internal.v1.Submission of(Submission submission) {
        io.keel.im.protocol.internal.v1.Submission.Builder wire =
                io.keel.im.protocol.internal.v1.Submission.newBuilder()
                        .setId(submission.id())
                        .setDevice(submission.device().value())
                        .setCommand(WireCommands.of(submission.command()));
        UserId from = submission.from();
        if (from != null) {
            wire.setFrom(from.value());
        }
        Origin origin = submission.origin();
        if (origin != null) {
            wire.setGateway(origin.gateway().value()).setConnection(origin.connection());
        }
        return wire.build();
    }

    /**
     * Reads the wire form of a command under the name of its submitter.
     *
     * @throws IllegalArgumentException if a name in it is malformed or the command unknown
     */
    public static Submission read(io.keel.im.protocol.internal.v1.Submission wire) {
        return new Submission(
                wire.getId(),
                wire.getFrom().isEmpty() ? null : new UserId(wire.getFrom()),
                new DeviceId(wire.getDevice()),
                wire.getGateway().isEmpty() ? null : new Origin(new GatewayId(wire.getGateway()), wire.getConnection()),
                WireCommands.read(wire.getCommand()));
    }
}
