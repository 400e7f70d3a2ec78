package io.keel.im.examples.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.spi.ServiceInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The keeper beside a program that takes nginx's arguments, writes them down, and refuses lists with {@code bad} in them. What nginx
 * itself says is {@code NginxUpstreamsIT}'s to test.
 */
class UpstreamKeeperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final UpstreamTemplate TEMPLATE =
            UpstreamTemplate.of("{{#gateways}}\n{{address}}\n{{/gateways}}\n{{^gateways}}\nnone\n{{/gateways}}\n");

    @TempDir
    private Path folder = Path.of("");

    private Path list = Path.of("");
    private Path calls = Path.of("");

    @BeforeEach
    void setUp() throws IOException {
        list = folder.resolve("list");
        calls = Files.writeString(folder.resolve("calls"), "");
    }

    @Test
    void listIsWrittenCheckedAndTakenUp() throws IOException {
        try (UpstreamKeeper keeper = keeper(settling(1))) {
            keeper.show(gateways("b:1", "a:1"));
            await().atMost(PATIENCE).until(() -> calls().equals(List.of("-t", "-s")));
            assertThat(list).hasContent("a:1\nb:1");
            await().atMost(PATIENCE).until(() -> leftovers().isEmpty());
        }
    }

    @Test
    void nothingIsDoneWhenNothingHasChanged() throws IOException {
        Files.writeString(list, "a:1\n");
        try (UpstreamKeeper keeper = keeper(settling(1))) {
            keeper.show(gateways("a:1"));
            keeper.show(gateways("b:1"));
            await().atMost(PATIENCE).until(() -> calls().contains("-s"));
            keeper.show(gateways("b:1"));
            keeper.show(gateways("c:1"));
            await().atMost(PATIENCE).until(() -> Files.readString(list).equals("c:1\n") && calls().size() >= 4);
        }
        assertThat(calls()).containsExactly("-t", "-s", "-t", "-s");
    }

    @Test
    void changesThatComeTogetherAreTakenUpTogether() throws IOException {
        try (UpstreamKeeper keeper = keeper(settling(500))) {
            for (int i = 0; i < 50; i++) {
                keeper.show(gateways("a:" + i));
            }
            await().atMost(PATIENCE).until(() -> calls().contains("-s"));
        }
        assertThat(list).hasContent("a:49");
        assertThat(calls()).containsExactly("-t", "-s");
    }

    @Test
    void listThatTheCheckRefusesIsTakenBack() throws IOException {
        Files.writeString(list, "a:1\n");
        try (UpstreamKeeper keeper = keeper(settling(1))) {
            keeper.show(gateways("a:1", "bad:1"));
            await().atMost(PATIENCE).until(() -> calls().size() >= 3);
            assertThat(calls()).doesNotContain("-s");
            keeper.show(gateways("a:1", "good:1"));
            await().atMost(PATIENCE).until(() -> calls().contains("-s"));
        }
        assertThat(list).hasContent("a:1\ngood:1");
    }

    @Test
    void lastGoodListIsThereAfterAFailedCheck() throws IOException {
        Files.writeString(list, "a:1\n");
        try (UpstreamKeeper keeper = keeper(new UpstreamKeeper.Pace(Duration.ofMillis(1), LONG, LONG, LONG))) {
            keeper.show(gateways("bad:1"));
            await().atMost(PATIENCE).until(() -> calls().contains("-t"));
            await().atMost(PATIENCE).until(() -> leftovers().isEmpty());
            assertThat(list).hasContent("a:1");
        }
    }

    @Test
    void thatThereIsNoneIsBelievedLate() throws IOException {
        Files.writeString(list, "a:1\n");
        try (UpstreamKeeper keeper = keeper(new UpstreamKeeper.Pace(Duration.ofMillis(1), LONG, LONG, LONG))) {
            keeper.show(Set.of());
            keeper.show(gateways("b:1"));
            await().atMost(PATIENCE).until(() -> calls().contains("-s"));
            keeper.show(Set.of());
            assertThat(list).hasContent("b:1");
        }
        try (UpstreamKeeper keeper = keeper(settling(1))) {
            keeper.show(Set.of());
            await().atMost(PATIENCE).until(() -> Files.readString(list).equals("none\n"));
        }
    }

    @Test
    void listThatAnEarlierProcessLeftUncheckedIsTakenBack() throws IOException {
        Files.writeString(list, "bad:1\n");
        Files.writeString(folder.resolve("list.last"), "a:1\n");
        try (UpstreamKeeper keeper = keeper(settling(1))) {
            await().atMost(PATIENCE).until(() -> Files.readString(list).equals("a:1\n"));
            // Nobody knows what nginx has taken up meanwhile: it is told once more.
            keeper.show(gateways("a:1"));
            await().atMost(PATIENCE).until(() -> calls().equals(List.of("-s")));
        }
    }

    private UpstreamKeeper keeper(UpstreamKeeper.Pace pace) throws IOException {
        Path program = folder.resolve("program");
        if (!Files.exists(program)) {
            Files.createFile(
                    program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(
                    program,
                    "#!/bin/sh\necho \"$3\" >>'" + calls + "'\n[ \"$3\" != -t ] || ! grep -q bad '" + list + "'\n");
        }
        return new UpstreamKeeper(
                TEMPLATE,
                new UpstreamFile(list),
                new NginxProgram(program.toString(), folder.resolve("nginx.conf")),
                pace,
                System::nanoTime);
    }

    private static UpstreamKeeper.Pace settling(long millis) {
        Duration settle = Duration.ofMillis(millis);
        return new UpstreamKeeper.Pace(settle, LONG, settle, settle);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    private List<Path> leftovers() {
        return List.of(folder.resolve("list.last"), folder.resolve("list.next")).stream()
                .filter(Files::exists)
                .toList();
    }

    private static Set<ServiceInstance> gateways(String... addresses) {
        return Arrays.stream(addresses)
                .map(address -> new ServiceInstance("gateway", "g", address, Map.of()))
                .collect(Collectors.toSet());
    }
}
