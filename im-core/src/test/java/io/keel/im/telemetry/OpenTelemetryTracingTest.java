package io.keel.im.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.spi.trace.Hop;
import io.keel.im.spi.trace.Step;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenTelemetryTracingTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetryTracing gateway = tracing(Sampler.alwaysOn());
    private final OpenTelemetryTracing logic = tracing(Sampler.alwaysOn());

    @Test
    void commandsThatShareAStepEachHaveItAndAreLinked() {
        for (long command = 1; command <= 3; command++) {
            gateway.received(command);
            Step publish = gateway.begin(Hop.PUBLISH, command);
            logic.arrived(command, Objects.requireNonNull(publish.traceparent()));
            publish.end(null);
        }
        Step judge = logic.begin(Hop.JUDGE, 1, 2, 3);
        Step append = logic.begin(Hop.APPEND, 1, 2, 3);
        append.end(null);
        judge.end(null);

        List<SpanData> appended = named("append");
        List<SpanData> judged = named("logic judge");
        List<SpanData> published = named("publish");
        assertThat(appended).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
        for (int i = 0; i < 3; i++) {
            assertThat(appended.get(i).getParentSpanId())
                    .isEqualTo(judged.get(i).getSpanId());
            assertThat(judged.get(i).getParentSpanId())
                    .isEqualTo(published.get(i).getSpanId());
        }
        assertThat(linked(appended.get(0)))
                .containsExactlyInAnyOrder(
                        appended.get(1).getSpanId(), appended.get(2).getSpanId());
        assertThat(linked(appended.get(1))).containsExactly(appended.get(0).getSpanId());
    }

    @Test
    void afterTheJudgementNothingIsAPartOfIt() {
        gateway.received(1);
        Step judge = gateway.begin(Hop.JUDGE, 1);
        judge.end(null);
        gateway.begin(Hop.DELIVER, 1).end(null);
        assertThat(named("gateway deliver").get(0).getParentSpanId())
                .isNotEqualTo(named("logic judge").get(0).getSpanId());
        gateway.answered(1, null);
        assertThat(named("gateway deliver").get(0).getParentSpanId())
                .isEqualTo(named("gateway receive").get(0).getSpanId());
    }

    @Test
    void whatTheSamplerLeavesOutIsFollowedNowhere() {
        OpenTelemetryTracing off = tracing(Sampler.alwaysOff());
        off.received(1);
        Step publish = off.begin(Hop.PUBLISH, 1);
        assertThat(publish).isSameAs(Step.NONE);
        off.answered(1, null);

        logic.arrived(2, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
        assertThat(logic.begin(Hop.JUDGE, 2)).isSameAs(Step.NONE);
        logic.arrived(3, "no traceparent at all, though it is long enough to be one");
        assertThat(logic.begin(Hop.JUDGE, 3)).isSameAs(Step.NONE);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void whatHasLeftIsForgotten() {
        logic.arrived(1, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        logic.left(1);
        assertThat(logic.begin(Hop.JUDGE, 1)).isSameAs(Step.NONE);
    }

    @Test
    void refusalIsTheCodeAndNoMore() {
        gateway.received(1);
        gateway.answered(1, ErrorCode.PERMISSION_DENIED);
        gateway.received(2);
        Step judge = gateway.begin(Hop.JUDGE, 2);
        judge.end(new IllegalStateException("what was said"));
        gateway.answered(2, null);

        assertThat(named("gateway receive").get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(exporter.getFinishedSpanItems().toString())
                .contains("PERMISSION_DENIED", "INTERNAL")
                .doesNotContain("what was said");
    }

    @Test
    void callsOutsideAStepAreNotTraced() {
        assertThat(gateway.call("im.rpc.v1.Sessions/RenewGateway")).isSameAs(Step.NONE);
        Step query = gateway.serve("gateway Sync", null);
        query.within(() -> {
            Step call = gateway.call("im.rpc.v1.Queries/Answer");
            logic.serve("im.rpc.v1.Queries/Answer", call.traceparent()).end(null);
            call.end(null);
            return true;
        });
        query.end(null);
        assertThat(exporter.getFinishedSpanItems())
                .hasSize(3)
                .extracting(SpanData::getTraceId)
                .containsOnly(named("gateway Sync").get(0).getTraceId());
    }

    private OpenTelemetryTracing tracing(Sampler sampler) {
        return OpenTelemetryTracing.of(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build());
    }

    private List<SpanData> named(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static List<String> linked(SpanData span) {
        return span.getLinks().stream()
                .map(LinkData::getSpanContext)
                .map(context -> context.getSpanId())
                .toList();
    }
}
