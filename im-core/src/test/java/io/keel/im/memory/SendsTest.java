package io.keel.im.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.spi.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SendsTest {

    @Property(tries = 50)
    void remembersWhatAMapWould(@ForAll Random random) {
        Sends sends = new Sends(new DeviceId("web"));
        Map<ClientMsgId, FirstAnswer> model = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            ClientMsgId name = new ClientMsgId("!~".repeat(random.nextInt(20)) + random.nextInt(2_000));
            assertThat(sends.find(name)).isEqualTo(model.get(name));
            if (!model.containsKey(name)) {
                FirstAnswer answer = answer(random);
                sends.remember(name, answer);
                model.put(name, answer);
            }
        }
        model.forEach((name, answer) -> assertThat(sends.find(name)).isEqualTo(answer));
    }

    @Test
    void namesOfOneHashCodeAreToldApart() {
        Sends sends = new Sends(new DeviceId("web"));
        FirstAnswer first = answer(new Random(1));
        sends.remember(new ClientMsgId("Aa"), first);

        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(sends.find(new ClientMsgId("BB"))).isNull();
        assertThat(sends.find(new ClientMsgId("Aa"))).isEqualTo(first);
    }

    private static FirstAnswer answer(Random random) {
        return new FirstAnswer(
                random.nextLong(),
                random.nextLong(),
                new Digest(random.nextLong(), random.nextLong()),
                random.nextInt(),
                random.nextInt(),
                random.nextInt());
    }
}
