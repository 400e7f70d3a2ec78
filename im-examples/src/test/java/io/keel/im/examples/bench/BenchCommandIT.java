package io.keel.im.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@EnabledOnOs(value = OS.LINUX, disabledReason = "the benchmark reads what Linux tells of processes and sockets")
class BenchCommandIT {

    @TempDir
    private Path folder;

    @Test
    void everySystemGetsALineInTheResults() throws IOException {
        Path file = folder.resolve("bench.json");
        int status = new CommandLine(new BenchCommand())
                .execute(
                        "--systems=keel,raw,rawack",
                        "--scenarios=direct,room",
                        "--room-sizes=10",
                        "--pairs=4",
                        "--rounds=1",
                        "--seconds=0.2",
                        "--warm-up=0.1",
                        "--server-jvm=-Xmx512m",
                        "--output=" + file);
        assertThat(status).isZero();
        assertThat(Files.readString(file))
                .containsPattern(
                        "\"scenario\":\"direct\",\"n\":4,\"system\":\"raw\",\"encoding\":\"binary\",\"perSecond\":[1-9]")
                .containsPattern("\"scenario\":\"direct\",\"n\":4,\"system\":\"rawack\".*\"p99Micros\":[1-9]")
                .containsPattern(
                        "\"scenario\":\"room\",\"n\":10,\"system\":\"raw\".*\"ratioTo\":null,\"p50Ratio\":null")
                .containsPattern(
                        "\"scenario\":\"direct\",\"n\":4,\"system\":\"keel\",\"encoding\":\"json\".*\"ratio\":[0-9.]+,"
                                + "\"ratioTo\":\"rawack\",\"p50Ratio\":[0-9.]+,\"p99Ratio\":[0-9.]+}")
                .containsPattern(
                        "\"scenario\":\"room\",\"n\":10,\"system\":\"keel\",\"encoding\":\"protobuf\".*\"ratioTo\":\"raw\"")
                .contains("\"remarks\":[");
    }

    @Test
    void floodIsRefusedTrulyAndItsPriceIsTold() throws IOException {
        Path file = folder.resolve("flood.json");
        int status = new CommandLine(new BenchCommand())
                .execute(
                        "--systems=keel",
                        "--scenarios=flood",
                        "--pairs=8",
                        "--latency-rate=200",
                        "--rounds=1",
                        "--seconds=0.5",
                        "--warm-up=0.1",
                        "--server-jvm=-Xmx512m",
                        "--output=" + file);
        assertThat(status).isZero();
        assertThat(Files.readString(file))
                .containsPattern("\"scenario\":\"flood\",\"n\":8.*\"p99Ratio\":[0-9.]+}")
                .containsPattern("\"flood, refusals a second\",\"value\":[1-9]")
                .contains("\"flood, waits that were honoured\",\"value\":1.0000")
                .contains("\"remarks\":[");
    }

    @Test
    void anUnknownScenarioIsALineAndAStatus() {
        assertThat(new CommandLine(new BenchCommand()).execute("--scenarios=dircet"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
