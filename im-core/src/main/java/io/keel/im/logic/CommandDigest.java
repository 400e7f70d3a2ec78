package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Send;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import io.keel.im.spi.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/**
 * Digests what a client sent, all of it but {@code clientMsgId}: the first half of a SHA-256 over every field with its length
 * before it. Not safe for use by several threads at once.
 */
final class CommandDigest {

    private final MessageDigest sha256;
    private final byte[] number = new byte[Long.BYTES];

    CommandDigest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    Digest of(Send send) {
        add(send.conversation().value());
        if (send.content() instanceof Text text) {
            add(text.value());
        } else if (send.content() instanceof Data data) {
            number(-1);
            add(data.contentType());
            number(data.bytes().size());
            sha256.update(data.bytes().asReadOnlyByteBuffer());
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
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new Digest(digest.getLong(), digest.getLong());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        sha256.update(bytes);
    }

    private void number(long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            number[i] = (byte) (value >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        sha256.update(number);
    }
}
