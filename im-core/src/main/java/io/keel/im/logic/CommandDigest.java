package io.keel.im.logic;

import com.google.protobuf.ByteString;
import io.keel.im.UserId;
import io.keel.im.command.Send;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import io.keel.im.spi.Digest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final CRC32C crc32c = new CRC32C();
    private final CRC32 crc32 = new CRC32();
    private byte[] scratch = new byte[256];
    private int size;

    Digest of(Send send) {
        size = 0;
        name(send.conversation().value());
        if (send.content() instanceof Text text) {
            number(TEXT);
            add(text.utf8());
        } else if (send.content() instanceof Data data) {
            number(DATA);
            add(data.contentType());
            add(data.bytes());
        }
        number(send.mentions().size());
        for (UserId user : send.mentions()) {
            name(user.value());
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
        add(ByteString.copyFromUtf8(text));
    }

    /** A name is ASCII. */
    @SuppressWarnings("deprecation") // Of ASCII, and of nothing else, it is right; and it copies instead of encoding.
    private void name(String name) {
        number(name.length());
        makeRoom(name.length());
        name.getBytes(0, name.length(), scratch, size);
        size += name.length();
    }

    private void add(ByteString bytes) {
        number(bytes.size());
        makeRoom(bytes.size());
        bytes.copyTo(scratch, size);
        size += bytes.size();
    }

    private void number(long value) {
        makeRoom(Long.BYTES);
        LONG.set(scratch, size, value);
        size += Long.BYTES;
    }

    private void makeRoom(int bytes) {
        if (scratch.length - size < bytes) {
            scratch = Arrays.copyOf(scratch, Math.max(size + bytes, scratch.length * 2));
        }
    }
}
