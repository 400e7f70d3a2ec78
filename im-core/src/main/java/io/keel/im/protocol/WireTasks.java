package io.keel.im.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.spi.Task;

/** Tasks on their way from one process to another. Stateless, safe for use by several threads. */
public final class WireTasks {

    private WireTasks() {}

    /** Encodes a task. */
    public static byte[] encode(Task task) {
        return io.keel.im.protocol.internal.v1.Task.newBuilder()
                .setId(task.id())
                .setKind(task.kind())
                .setKey(task.key())
                .setBody(task.body())
                .build()
                .toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are none, or a name in them is malformed
     */
    public static Task decode(byte[] bytes) {
        try {
            io.keel.im.protocol.internal.v1.Task wire = io.keel.im.protocol.internal.v1.Task.parseFrom(bytes);
            return new Task(wire.getId(), wire.getKind(), wire.getKey(), wire.getBody());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a task", e);
        }
    }
}
