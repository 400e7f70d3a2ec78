package io.keel.im.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final Exposition FIGURES = Exposition.parse("""
            # HELP im_connections clients that are here
            # TYPE im_connections gauge
            im_connections 12.0
            im_refused_total{code="RATE_LIMITED",} 3.0
            im_refused_total{code="INTERNAL",kind="a\\"b, c}"} 1.5E1 1700000000000
            im_odd +Inf
            im_none NaN
            this is no sample
            """);

    @Test
    void samplesOfANameAreAddedUp() {
        assertThat(FIGURES.sum("im_connections")).hasValue(12);
        assertThat(FIGURES.sum("im_refused_total")).hasValue(18);
        assertThat(FIGURES.sum("im_odd")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(FIGURES.sum("im_absent")).isEmpty();
    }

    @Test
    void labelsAreRead() {
        assertThat(FIGURES.samples("im_refused_total"))
                .extracting(Exposition.Sample::labels)
                .containsExactly(Map.of("code", "RATE_LIMITED"), Map.of("code", "INTERNAL", "kind", "a\"b, c}"));
        assertThat(FIGURES.samples("im_connections").get(0).label("code")).isEmpty();
    }
}
