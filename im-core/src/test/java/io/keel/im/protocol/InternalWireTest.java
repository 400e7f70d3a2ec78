package io.keel.im.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.command.Submission;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.Text;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

/** What travels between processes arrives as it was, whatever its kind. */
class InternalWireTest {

    @Property(tries = 200)
    void submissionOfEveryKindArrivesAsItWas(@ForAll Random random) {
        RandomValues values = new RandomValues(random);
        for (Command command : values.commands()) {
            Submission submission = values.submission(command);
            assertThat(WireSubmissions.decode(WireSubmissions.encode(submission)))
                    .isEqualTo(submission);
        }
    }

    @Property(tries = 200)
    void downlinkOfEveryKindArrivesAsItWas(@ForAll Random random) {
        List<Downlink> records = new RandomValues(random).downlinks();
        // Records that hold arrays are not equal by themselves; a text is, whichever form of it was asked for.
        assertThat(WireDownlinks.decode(WireDownlinks.encode(records)))
                .usingRecursiveFieldByFieldElementComparator(RecursiveComparisonConfiguration.builder()
                        .withStrictTypeChecking(true)
                        .withEqualsForType(Text::equals, Text.class)
                        .build())
                .isEqualTo(records);
    }

    @Property(tries = 500)
    void downlinkIsWrittenAsTheGeneratedClassesWriteIt(@ForAll Random random) throws InvalidProtocolBufferException {
        for (Downlink record : new RandomValues(random).downlinks()) {
            byte[] written = DownlinkBytes.of(record);
            io.keel.im.protocol.internal.v1.Downlink generated = WireDownlinks.of(record);
            if (written != null) {
                assertThat(io.keel.im.protocol.internal.v1.Downlink.parseFrom(written))
                        .isEqualTo(generated);
                assertThat(written).hasSize(generated.getSerializedSize());
            } else {
                assertThat(generated.getToRoom().getNotice().hasSaid()
                                || generated.getToUsers().getNotice().hasSaid()
                                || generated.getReply().getAnswer().hasSent())
                        .as("of the kinds that are nearly all")
                        .isFalse();
            }
        }
    }

    @Test
    void noKindIsLeftOutHere() {
        RandomValues values = new RandomValues(new Random(1));

        assertThat(types(values.commands())).isEqualTo(kindsOf(Command.class));
        assertThat(types(values.downlinks())).isEqualTo(kindsOf(Downlink.class));
        assertThat(types(values.notices())).isEqualTo(kindsOf(Notice.class));
        assertThat(types(values.answers())).isEqualTo(kindsOf(Answer.class));
        assertThat(types(values.contents())).isEqualTo(kindsOf(Content.class));
    }

    @Test
    void whatIsNoRecordIsRefusedAsSuch() {
        byte[] garbage = "no record at all".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> WireSubmissions.decode(garbage)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WireSubmissions.decode(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WireDownlinks.decode(garbage)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<Class<?>> types(List<?> values) {
        return values.stream().map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> kindsOf(Class<?> sealed) {
        return concrete(sealed).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(InternalWireTest::concrete)
                : Stream.of(type);
    }
}
