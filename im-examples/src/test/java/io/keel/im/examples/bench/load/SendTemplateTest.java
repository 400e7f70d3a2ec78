package io.keel.im.examples.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SendTemplateTest {

    private final ByteBuffer out = ByteBuffer.allocate(1024);

    @Test
    void theTextHasOneHundredBytes() {
        assertThat(SendTemplate.text(7)).hasSize(100);
    }

    @Test
    void everyPlaceholderBecomesTheNumber() {
        SendTemplate template = SendTemplate.text("<" + SendTemplate.NUMBER + "|" + SendTemplate.NUMBER + ">");
        template.append(out, 42);
        template.append(out, 1_234_567_890);
        out.flip();
        assertThat(payload()).isEqualTo("<0000000042|0000000042>");
        assertThat(payload()).isEqualTo("<1234567890|1234567890>");
    }

    @Test
    void aLongPayloadHasALongLength() {
        SendTemplate template = SendTemplate.text(SendTemplate.text(1) + SendTemplate.text(2));
        template.append(out, 3);
        out.flip();
        assertThat(payload()).hasSize(200).contains("~KI~00010000000003").contains("~KI~00020000000003");
    }

    /** Reads one masked frame as a server does. */
    private String payload() {
        assertThat(out.get()).isEqualTo((byte) 0x81);
        int length = out.get() & 0x7F;
        if (length == 126) {
            length = out.getShort();
        }
        byte[] mask = new byte[4];
        out.get(mask);
        byte[] payload = new byte[length];
        out.get(payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return new String(payload, StandardCharsets.US_ASCII);
    }
}
