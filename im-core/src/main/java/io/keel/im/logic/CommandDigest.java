package io.keel.im.logic;

import com.google.protobuf.ByteString;
import io.keel.im.UserId;
import io.keel.im.command.Send;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import io.keel.im.spi.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Digests what a client sent, all of it but {@code clientMsgId}: two checksums, and the length, of every field with its length before
 * it. They tell apart what a client sends by mistake; who forges them deceives nobody but itself, since they are compared with what the
 * same device has sent under the same name. Not safe for use by several threads at once.
 */
final class CommandDigest {

    private static final int TEXT = 0;
    private static final int DATA = 1;

    private final CRC32C crc32c = new CRC32C();
    private final CRC32 crc32 = new CRC32();
    private byte[] scratch = new byte[1_024];
    private int size;

    Digest of(Send send) {
        size = 0;
        add(send.conversation().value());
        if (send.content() instanceof Text text) {
            number(TEXT);
            add(text.value());
        } else if (send.content() instanceof Data data) {
            number(DATA);
            add(data.contentType());
            add(data.bytes());
        }
        number(send.mentions().size());
        for (UserId user : send.mentions()) {
            add(user.value());
        }
        number(send.replyTo());
        if (!send.ext().isEmpty()) {
            new TreeMap<>(send.ext()).forEach((key, value) -> {
                add(key);
                add(value);
            });
        }
        crc32c.reset();
        crc32c.update(scratch, 0, size);
        crc32.reset();
        crc32.update(scratch, 0, size);
        return new Digest(crc32c.getValue() << Integer.SIZE | crc32.getValue(), size);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, scratch, size, bytes.length);
        size += bytes.length;
    }

    private void add(ByteString bytes) {
        number(bytes.size());
        makeRoom(bytes.size());
        bytes.copyTo(scratch, size);
        size += bytes.size();
    }

    private void number(long value) {
        makeRoom(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            scratch[size + i] = (byte) (value >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        size += Long.BYTES;
    }

    private void makeRoom(int bytes) {
        if (scratch.length - size < bytes) {
            scratch = Arrays.copyOf(scratch, Math.max(size + bytes, scratch.length * 2));
        }
    }
}
