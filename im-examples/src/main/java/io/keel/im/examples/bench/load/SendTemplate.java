package io.keel.im.examples.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message frame, masked beforehand, in which only the number is new for each send. */
final class SendTemplate {

    /** Stands where the number goes. */
    static final String NUMBER = "##########";

    private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};
    private static final int TEXT_LENGTH = 100;

    private final byte[] frame;
    private final int payloadAt;
    private final int[] numbersAt;
    private final byte[] digits = new byte[Numbers.WIDTH];

    private SendTemplate(byte[] frame, int payloadAt, int[] numbersAt) {
        this.frame = frame;
        this.payloadAt = payloadAt;
        this.numbersAt = numbersAt;
    }

    /** The text of a message: marker, sender and number, filled to 100 bytes. */
    static String text(int sender) {
        String head = Marker.TEXT + String.format("%0" + Numbers.SENDER_WIDTH + "d", sender) + NUMBER;
        return head + "x".repeat(TEXT_LENGTH - head.length());
    }

    static SendTemplate text(String payload) {
        return of(payload.getBytes(StandardCharsets.UTF_8), 1);
    }

    static SendTemplate binary(byte[] payload) {
        return of(payload, 2);
    }

    private static SendTemplate of(byte[] payload, int opcode) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(0x80 | opcode);
        if (payload.length < 126) {
            header.write(0x80 | payload.length);
        } else {
            header.write(0x80 | 126);
            header.write(payload.length >> 8);
            header.write(payload.length);
        }
        header.writeBytes(MASK);
        byte[] frame = new byte[header.size() + payload.length];
        System.arraycopy(header.toByteArray(), 0, frame, 0, header.size());
        for (int i = 0; i < payload.length; i++) {
            frame[header.size() + i] = (byte) (payload[i] ^ MASK[i & 3]);
        }
        return new SendTemplate(frame, header.size(), numbersIn(payload, header.size()));
    }

    private static int[] numbersIn(byte[] payload, int offset) {
        String characters = new String(payload, StandardCharsets.ISO_8859_1);
        List<Integer> found = new ArrayList<>();
        for (int at = characters.indexOf(NUMBER); at >= 0; at = characters.indexOf(NUMBER, at + NUMBER.length())) {
            found.add(offset + at);
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    int length() {
        return frame.length;
    }

    /** Appends the frame with this number. */
    void append(ByteBuffer out, long number) {
        long rest = number;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        for (int at : numbersAt) {
            for (int i = 0; i < digits.length; i++) {
                frame[at + i] = (byte) (digits[i] ^ MASK[(at + i - payloadAt) & 3]);
            }
        }
        out.put(frame);
    }
}
