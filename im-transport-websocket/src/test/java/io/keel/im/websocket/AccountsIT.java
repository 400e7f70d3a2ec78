package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.auth.Accounts;
import io.keel.im.auth.JwtTokens;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.PasswordHasher;
import io.keel.im.websocket.RawClient.Answer;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration and login over HTTP. */
class AccountsIT {

    private static final String ALICE = "{\"user\":\"alice\",\"password\":\"correct horse\"}";

    private final JwtTokens tokens = JwtTokens.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private final Accounts accounts =
            new Accounts(new MemoryStore().stores().accounts(), new Reversed(), tokens, Runnable::run);
    private final FakeGate gate = new FakeGate();
    private final WebSocketServer server =
            gate.server().accounts(accounts).accountTries(60, 1).build().start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whoRegistersMayLogIn() throws IOException {
        Answer registered =
                post("/api/register", "{\"user\":\"alice\",\"password\":\"correct horse\",\"name\":\"爱丽丝\"}");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.body()).isEqualTo("{\"user\":\"alice\"}");

        Answer in = post("/api/login", ALICE);
        Matcher body = Pattern.compile("\\{\"user\":\"alice\",\"token\":\"([^\"]+)\",\"expiresAt\":(\\d+)}")
                .matcher(in.body());
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(body.matches()).isTrue();
        assertThat(tokens.authenticate(body.group(1)).toCompletableFuture().join())
                .contains(new UserId("alice"));
        assertThat(Long.parseLong(body.group(2))).isGreaterThan(System.currentTimeMillis());
    }

    @Test
    void takenNameIsAConflict() throws IOException {
        post("/api/register", ALICE);
        Answer again = post("/api/register", ALICE);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).startsWith("{\"error\":{\"code\":\"ALREADY_EXISTS\",\"message\":\"");
    }

    @Test
    void wrongNameAndWrongPasswordAreAnsweredAlike() throws IOException {
        post("/api/register", ALICE);
        Answer name = post("/api/login", ALICE.replace("alice", "bob"));
        Answer password = post("/api/login", ALICE.replace("horse", "house"));

        assertThat(name.status()).isEqualTo(401);
        assertThat(password.status()).isEqualTo(401);
        assertThat(name.body()).contains("\"UNAUTHENTICATED\"").isEqualTo(password.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "7",
                "{",
                "{} {}",
                "{\"user\":\"alice\"}",
                "{\"password\":\"correct horse\"}",
                "{\"user\":7,\"password\":\"correct horse\"}",
                "{\"user\":\"alice\",\"password\":{}}",
                "{\"user\":\"alice\",\"password\":\"correct horse\",\"name\":7}",
                "{\"user\":\"alice\",\"password\":\"correct horse\",\"name\":\"\\ud800\"}",
                "{\"user\":\"al ice\",\"password\":\"correct horse\"}",
                "{\"user\":\"alice\",\"password\":\"short\"}"
            })
    void malformedRegistrationIsRefused(String body) throws IOException {
        Answer answer = post("/api/register", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"message\":\"");
    }

    @ParameterizedTest
    @CsvSource({"[], 400", "{\"user\":\"alice\"}, 400"})
    void malformedLoginIsRefused(String body, int status) throws IOException {
        assertThat(post("/api/login", body).status()).isEqualTo(status);
    }

    @Test
    void unknownMembersAndEmptyOnesAreIgnored() throws IOException {
        String body = "{\"x\":{\"user\":[1]},\"user\":\"alice\",\"password\":\"correct horse\",\"name\":null}";

        assertThat(post("/api/register", body).status()).isEqualTo(201);
    }

    @Test
    void otherMethodsAreNotTaken() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say("GET /api/login HTTP/1.1\r\nHost: a\r\n\r\n");
            Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", "POST");
        }
    }

    @Test
    void triesOfOneAddressAreBounded() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            for (int i = 0; i < 50; i++) {
                assertThat(post(client, "/api/login", ALICE).status()).isEqualTo(401);
            }
            Answer last = post(client, "/api/login", ALICE);
            for (int i = 0; i < 100 && last.status() == 401; i++) {
                last = post(client, "/api/login", ALICE);
            }
            assertThat(last.status()).isEqualTo(429);
            assertThat(last.body()).contains("\"RATE_LIMITED\"");
            assertThat(last.headers()).containsEntry("Retry-After", "1");
        }
    }

    @Test
    void hostWithUsersOfItsOwnServesNeither() throws IOException {
        try (WebSocketServer plain = gate.server().build().start();
                RawClient client = RawClient.connect(plain.port())) {
            assertThat(post(client, "/api/login", ALICE).status()).isEqualTo(404);
        }
    }

    private Answer post(String path, String body) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            return post(client, path, body);
        }
    }

    private static Answer post(RawClient client, String path, String body) throws IOException {
        client.say("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
        return client.answer();
    }

    /** Quick and no secret at all. */
    private static final class Reversed implements PasswordHasher {

        @Override
        public String hash(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        @Override
        public boolean matches(String password, String hash) {
            return hash(password).equals(hash);
        }
    }
}
