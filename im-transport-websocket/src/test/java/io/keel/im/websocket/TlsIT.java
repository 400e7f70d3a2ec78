package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.spi.CloseCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same over TLS, with a pair that the JDK's own tool has made. */
class TlsIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private final FakeGate gate = new FakeGate();

    @BeforeAll
    static void makePair() throws Exception {
        Path store = folder.resolve("pair.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "pair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-validity",
                        "2",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore pair = pair();
        pem("CERTIFICATE", pair.getCertificate("pair").getEncoded(), "cert.pem");
        pem("PRIVATE KEY", pair.getKey("pair", PASSWORD.toCharArray()).getEncoded(), "key.pem");
    }

    @Test
    void frameCrossesInBothDirections() throws Exception {
        try (WebSocketServer server = server();
                RawClient client = connect(server.port())) {
            client.say(client.upgrade("/ws", "Origin: https://127.0.0.1:" + server.port() + "\r\n"));
            assertThat(client.answer().status()).isEqualTo(101);
            FakeClient core = gate.next();
            client.text("hello");
            assertThat(core.next()).isEqualTo("hello");

            core.send("world");
            assertThat(client.frame().text()).isEqualTo("{world");
            core.close(CloseCode.REPLACED, "newer");
            assertThat(client.closed()).isEqualTo("4003 newer");
        }
    }

    @Test
    void slowReaderGetsEverythingInOrder() throws Exception {
        try (WebSocketServer server = server();
                RawClient client = connect(server.port())) {
            client.say(client.upgrade("/ws", ""));
            client.answer();
            FakeClient core = gate.next();
            byte[] body = "x".repeat(10_000).getBytes(UTF_8);
            core.onLane(() -> {
                for (int i = 0; i < 1_000; i++) {
                    core.channel.send(null, i, encoding -> body);
                }
                return null;
            });
            await().until(() -> core.onLane(core.channel::writtenBytes) > 0);
            assertThat(core.onLane(core.channel::pendingBytes)).isPositive();

            for (int i = 0; i < 1_000; i++) {
                assertThat(client.frame().text()).startsWith("{\"inboxSeq\":\"" + i + "\"");
            }
            await().untilAsserted(() ->
                    assertThat(core.onLane(core.channel::pendingBytes)).isZero());
        }
    }

    @Test
    void violationIsClosedWithItsCode() throws Exception {
        try (WebSocketServer server = server();
                RawClient client = connect(server.port())) {
            client.say(client.upgrade("/ws", ""));
            client.answer();
            client.frame(0x82, "binary under JSON");

            assertThat(client.closed()).startsWith("1003");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void plainTextIsNotSpoken() throws Exception {
        try (WebSocketServer server = server();
                RawClient client = RawClient.connect(server.port())) {
            client.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.ended()).isTrue();
        }
    }

    private WebSocketServer server() {
        return gate.server()
                .tls(folder.resolve("cert.pem"), folder.resolve("key.pem"))
                .build()
                .start();
    }

    private static RawClient connect(int port) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("pair", pair().getCertificate("pair"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return RawClient.of(context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    private static KeyStore pair() throws IOException, GeneralSecurityException {
        KeyStore pair = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("pair.p12"))) {
            pair.load(in, PASSWORD.toCharArray());
        }
        return pair;
    }

    private static void pem(String kind, byte[] der, String file) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
