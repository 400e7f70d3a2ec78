package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Submission submission = new Sends(new GatewayId("gw-1")).send(1);

    @Test
    void allRecordsOfACommandAreOfOneTraceThoughNobodyRemembersIt() {
        Traces gateway = new Traces(command -> null, Tracing.NONE);
        Traces logic = new Traces(command -> null, Tracing.NONE);

        String up = text(gateway.of(submission));

        assertThat(up).matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00");
        assertThat(text(logic.of(List.of(reply())))).isEqualTo(up);
        assertThat(text(logic.of(List.of(Sends.said(submission, "x"))))).isEqualTo(up);
        assertThat(text(Traces.of(Long.toString(submission.id())))).isEqualTo(up);
        assertThat(text(logic.of(List.of(new Downlink.Kick(1, "x"))))).isNotEqualTo(up);
    }

    @Test
    void traceThatTheHostGaveIsPassedOn() {
        Traces gateway = new Traces(command -> GIVEN, Tracing.NONE);
        Traces logic = new Traces(command -> null, Tracing.NONE);
        Header up = gateway.of(submission);
        assertThat(text(up)).isEqualTo(GIVEN);

        logic.arrived(submission, new RecordHeaders(List.of(up)));

        assertThat(text(logic.of(List.of(reply())))).isEqualTo(GIVEN);
        logic.done(submission);
        assertThat(text(logic.of(List.of(reply())))).isNotEqualTo(GIVEN);
    }

    private Downlink reply() {
        return new Downlink.Reply(7, submission.id(), Answer.Done.DONE);
    }

    private static String text(Header header) {
        assertThat(header.key()).isEqualTo("traceparent");
        return new String(header.value(), StandardCharsets.US_ASCII);
    }
}
