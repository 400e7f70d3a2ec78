package io.keel.im.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.gateway.InFlight.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InFlightTest {

    @Property(tries = 200)
    void behavesLikeAMapInOrderOfOpening(@ForAll Random random) {
        InFlight inFlight = new InFlight(new LaneLoad());
        Map<Long, Waiting> model = new LinkedHashMap<>();
        for (long now = 1; now < 400; now++) {
            int what = random.nextInt(10);
            if (what < 5) {
                long number = random.nextBoolean() ? openCommand(inFlight, now) : inFlight.open("q" + now, now);
                model.put(number, new Waiting(number > 0 ? null : "q" + now, now));
            } else if (what < 9 && !model.isEmpty()) {
                List<Long> open = new ArrayList<>(model.keySet());
                long number = open.get(random.nextInt(open.size()));
                assertThat(inFlight.close(number)).isEqualTo(model.remove(number));
                assertThat(inFlight.close(number)).isNull();
            } else if (what == 9 && random.nextInt(8) == 0) {
                long then = now - random.nextInt(40);
                List<Waiting> expired = model.values().stream()
                        .filter(each -> each.since() <= then)
                        .toList();
                assertThat(inFlight.expire(then)).isEqualTo(expired);
                model.values().removeAll(expired);
            }
            assertThat(inFlight.size()).isEqualTo(model.size());
        }
    }

    @Test
    void oneThatWaitsLongDoesNotMakeTheOthersPileUp() {
        InFlight inFlight = new InFlight(new LaneLoad());
        inFlight.open(1, "slow", 0);
        for (long number = 2; number < 100_000; number++) {
            inFlight.open(number, null, number);
            assertThat(inFlight.close(number)).isNotNull();
        }

        assertThat(inFlight.room()).isLessThanOrEqualTo(16);
        assertThat(inFlight.close(1)).isEqualTo(new Waiting("slow", 0));
        assertThat(inFlight.size()).isZero();
    }

    private static long openCommand(InFlight inFlight, long number) {
        inFlight.open(number, null, number);
        return number;
    }
}
