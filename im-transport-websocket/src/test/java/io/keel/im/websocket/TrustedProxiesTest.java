package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final TrustedProxies NOBODY = new TrustedProxies(List.of());
    private static final TrustedProxies INSIDE = new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | 203.0.113.7 | 203.0.113.7",
                "10.0.0.1 | 198.51.100.9, 203.0.113.7 | 203.0.113.7",
                "10.0.0.1 | 203.0.113.7, 10.2.3.4 | 203.0.113.7",
                "192.0.2.1 | 203.0.113.7:5060 | 203.0.113.7",
                "fd00::1 | 2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "fd00::1 | [2001:db8::1]:443 | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1 | 10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | evil.example | 10.0.0.1",
                "10.0.0.1 | 203.0.113.7, unknown | 10.0.0.1",
                "10.0.0.1 | '' | 10.0.0.1",
                "203.0.113.1 | 198.51.100.9 | 203.0.113.1",
                "192.0.2.2 | 198.51.100.9 | 192.0.2.2",
            })
    void lastThatNoTrustedProxyWroteOfItselfIsTheClient(String peer, String header, String client) {
        assertThat(INSIDE.client(new InetSocketAddress(peer, 1), headers(header)))
                .isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        HttpHeaders headers = headers("203.0.113.7");
        headers.add("x-forwarded-for", "10.0.0.2");

        assertThat(INSIDE.client(new InetSocketAddress("10.0.0.1", 1), headers)).isEqualTo("203.0.113.7");
    }

    @Test
    void nobodyIsBelievedByDefault() {
        assertThat(NOBODY.client(new InetSocketAddress("127.0.0.1", 1), headers("203.0.113.7")))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "", "10.0.0"})
    void whatIsNoNetworkIsRefused(String network) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedProxies(List.of(network)))
                .withMessageContaining("expected");
    }

    private static HttpHeaders headers(String forwarded) {
        return new DefaultHttpHeaders().add("X-Forwarded-For", forwarded);
    }
}
