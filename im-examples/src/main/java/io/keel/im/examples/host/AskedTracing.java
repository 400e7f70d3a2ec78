package io.keel.im.examples.host;

import io.keel.im.spi.Tracing;
import io.keel.im.telemetry.OpenTelemetryTracing;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;
import java.util.Map;

/** Traces by OpenTelemetry's SDK when the environment asks for it, by the variables of its specification. */
public final class AskedTracing {

    private static final List<String> ASKING =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER");

    private AskedTracing() {}

    /**
     * Returns what traces this process; nothing if nobody asks.
     *
     * @param role what the process is called in traces unless the environment says otherwise
     * @param environment the variables
     */
    public static Tracing of(RoleFigures role, Map<String, String> environment) {
        if (ASKING.stream()
                .noneMatch(name -> !environment.getOrDefault(name, "").isEmpty())) {
            return Tracing.NONE;
        }
        return OpenTelemetryTracing.of(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name",
                        "im-" + role.label(),
                        "otel.exporter.otlp.protocol",
                        "http/protobuf",
                        // Figures are scraped, and lines go to standard error.
                        "otel.metrics.exporter",
                        "none",
                        "otel.logs.exporter",
                        "none"))
                .build()
                .getOpenTelemetrySdk());
    }
}
