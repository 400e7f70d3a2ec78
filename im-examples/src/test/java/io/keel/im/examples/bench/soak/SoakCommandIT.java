package io.keel.im.examples.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SoakCommandIT {

    @Test
    void clientsThatDropAndComeBackLoseNothing() {
        int status = new CommandLine(new SoakCommand())
                .execute(
                        "--messages=5000",
                        "--clients=20",
                        "--conversations=40",
                        "--drop-every=100",
                        "--server-jvm=-Xmx512m");
        assertThat(status).isZero();
    }
}
