package io.keel.im.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.Tracing;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedTracingTest {

    @Test
    void nobodyTracesUnlessItIsToldWhereTo() {
        assertThat(AskedTracing.of(RoleFigures.LOGIC, Map.of())).isSameAs(Tracing.NONE);
        assertThat(AskedTracing.of(RoleFigures.LOGIC, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "")))
                .isSameAs(Tracing.NONE);
    }
}
