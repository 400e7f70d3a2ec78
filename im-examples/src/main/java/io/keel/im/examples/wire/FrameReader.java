package io.keel.im.examples.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Cuts what a server sends into WebSocket frames, after its answer to the upgrade. */
final class FrameReader {

    private static final int END_OF_HEAD = 0x0D0A0D0A;

    /** Reads what is whole, and leaves the buffer's position where the unfinished begins. */
    void read(Connection connection, ByteBuffer in, Wire wire) {
        if (connection.stage() == Connection.Stage.UPGRADING && !readHead(connection, in)) {
            return;
        }
        int at = in.position();
        int limit = in.limit();
        while (at + 2 <= limit && connection.stage() != Connection.Stage.CLOSED) {
            int length = in.get(at + 1) & 0x7F;
            int from = at + 2;
            if (length == 126) {
                if (at + 4 > limit) {
                    break;
                }
                length = in.getShort(at + 2) & 0xFFFF;
                from = at + 4;
            } else if (length == 127) {
                if (at + 10 > limit) {
                    break;
                }
                length = Math.toIntExact(in.getLong(at + 2));
                from = at + 10;
            }
            if (from + length > limit) {
                break;
            }
            wire.frame(connection, in.get(at) & 0x0F, from, from + length);
            at = from + length;
        }
        in.position(at);
    }

    private static boolean readHead(Connection connection, ByteBuffer in) {
        for (int at = in.position(); at + 4 <= in.limit(); at++) {
            if (in.getInt(at) == END_OF_HEAD) {
                byte[] head = new byte[at - in.position()];
                in.get(in.position(), head);
                String answer = new String(head, StandardCharsets.ISO_8859_1);
                if (!answer.startsWith("HTTP/1.1 101 ")) {
                    throw new TroubleException("the server refuses the upgrade: "
                            + answer.lines().findFirst().orElse(""));
                }
                in.position(at + 4);
                connection.stage(Connection.Stage.GREETING);
                return true;
            }
        }
        return false;
    }
}
