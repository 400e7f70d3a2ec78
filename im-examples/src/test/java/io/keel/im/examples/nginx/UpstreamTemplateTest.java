package io.keel.im.examples.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.ThisProgram;
import io.keel.im.spi.ServiceInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a list of gateways becomes. */
class UpstreamTemplateTest {

    private static final Path FOLDER = ThisProgram.module().resolve("deploy/nginx");

    @Test
    void linesComeOnceForEachGateway() {
        UpstreamTemplate template = UpstreamTemplate.of(
                "a\n{{#gateways}}\ns {{address}};\n{{/gateways}}\n" + "  {{^gateways}}  \nnone\n{{/gateways}}\nb\n");
        assertThat(template.render(List.of("x:1", "[::1]:2"))).isEqualTo("a\ns x:1;\ns [::1]:2;\nb\n");
        assertThat(template.render(List.of())).isEqualTo("a\nnone\nb\n");
    }

    @Test
    void templateWithoutLinesForNoneIsRefused() {
        assertThatThrownBy(() -> UpstreamTemplate.of("{{#gateways}}\ns {{address}};\n{{/gateways}}\n"))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void unknownMarkIsRefused() {
        assertThatThrownBy(() -> UpstreamTemplate.of(
                        "{{#gateways}}\n{{adress}}\n{{/gateways}}\n{{^gateways}}\nnone\n{{/gateways}}\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown marks");
    }

    @Test
    void listThatTheImageBeginsWithIsTheTemplateForNone() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("gateways.conf")))
                .isEqualTo(UpstreamTemplate.read(FOLDER.resolve("gateways.conf.template"))
                        .render(List.of()));
    }

    @Test
    void addressesAreSortedAndEachThereOnce() {
        assertThat(UpstreamAddresses.of(List.of(gateway("1", "b:2"), gateway("2", "a:1"), gateway("3", "b:2"))))
                .containsExactly("a:1", "b:2");
    }

    @Test
    void nothingButAnAddressReachesTheConfiguration() {
        assertThat(UpstreamAddresses.of(List.of(
                        gateway("1", "a:1; } server { listen 1"),
                        gateway("2", "a"),
                        gateway("3", "a:1\nb:2"),
                        gateway("4", "[fd00::1]:8080"),
                        gateway("5", "10.0.0.7:8080"))))
                .containsExactly("10.0.0.7:8080", "[fd00::1]:8080");
    }

    private static ServiceInstance gateway(String id, String address) {
        return new ServiceInstance("gateway", id, address, Map.of());
    }
}
