package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Text;
import io.keel.im.examples.CommandRun;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.transport.kafka.KafkaBus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operators' commands on a cluster that runs. */
class AdminIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ENGINES = List.of("--mysql", "--redis", "--etcd", "--kafka");
    /** Said in chats, and to be seen by no command that was not asked for it. */
    private static final String CANARY = "a-canary-that-nobody-may-see";

    private static final JwtTokens TOKENS = JwtTokens.of(ClusterProcess.SECRET.getBytes(StandardCharsets.UTF_8));

    private static ClusterProcess cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = ClusterProcess.start(
                "admin",
                Map.of(),
                "--no-restart",
                "--port",
                "0",
                "--gateways",
                "2",
                "--logics",
                "1",
                "--sessions",
                "1");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void nodesTellsWhoRunsAndHow() {
        try (ScriptedClient here = client("nora", "web", "gateway-1")) {
            assertThat(here.ping()).isZero();
            await().atMost(PATIENCE).untilAsserted(() -> {
                CommandRun run = admin("nodes", "--json");
                assertThat(run.exit()).isZero();
                assertThat(all("\"name\" : \"([^\"]+)\"", run.out()))
                        .containsExactly("gateway-1", "gateway-2", "logic-1", "session-1", "data-proxy-1", "job-1");
                assertThat(all("\"health\" : \"([^\"]+)\"", run.out())).containsOnly("ready");
                assertThat(all("\"version\" : \"([0-9][^\"]+)\"", run.out())).hasSize(6);
                assertThat(all("\"uptimeSeconds\" : ([0-9]+)", run.out())).hasSize(6);
                assertThat(all("\"connections\" : ([0-9]+)", run.out()))
                        .hasSize(2)
                        .contains("1");
            });
            List<String> table = admin("nodes").lines();
            assertThat(table).hasSize(7);
            assertThat(table.get(0)).startsWith("ROLE");
            assertThat(table.get(1)).contains("gateway-1").contains("ready");
        }
    }

    @Test
    void kickClosesConnectionsAtWhateverGatewaysTheyAre() {
        try (ScriptedClient web = client("alice", "web", "gateway-1");
                ScriptedClient phone = client("alice", "phone", "gateway-2")) {
            CommandRun sessions = admin("sessions", "alice", "--json");
            assertThat(sessions.exit()).isZero();
            assertThat(all("\"device\" : \"([^\"]+)\"", sessions.out())).containsExactlyInAnyOrder("web", "phone");
            assertThat(all("\"gateway\" : \"(gateway-.)", sessions.out()))
                    .containsExactlyInAnyOrder("gateway-1", "gateway-2");
            assertThat(sessions.out()).contains(phone.welcome().getConnection());

            assertThat(admin("kick", "alice", "--device", "phone", "--reason", "lost phone")
                            .exit())
                    .isZero();

            assertThat(phone.expectKicked().getReason()).isEqualTo("lost phone");
            assertThat(phone.expectClosed().code()).isEqualTo(4003);
            assertThat(web.ping()).isZero();
            assertThat(admin("kick", "alice").exit()).isZero();
            assertThat(web.expectKicked().getReason()).isEqualTo("closed by an administrator");
            assertThat(web.expectClosed().code()).isEqualTo(4003);
        }
        CommandRun again = admin("kick", "alice");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("alice: not connected" + System.lineSeparator());
        assertThat(admin("sessions", "alice").exit()).isEqualTo(1);
        assertThat(admin("sessions", "alice", "--json").out().strip()).isEqualTo("[ ]");
    }

    @Test
    void conversationsAndMembersAreToldOfWithoutWhatWasSaid() {
        try (ScriptedClient carol = client("carol", "web", "gateway-1")) {
            carol.send("dave", CANARY);
            carol.createGroup("crew", "dave", "erin");

            CommandRun direct = admin("conversation", "d:carol:dave", "--json");
            CommandRun group = admin("conversation", "g:crew");

            assertThat(direct.exit()).isZero();
            assertThat(direct.out())
                    .contains("\"kind\" : \"direct\"", "\"seq\" : 1", "\"members\" : 2", "\"membershipVersion\" : 0")
                    .doesNotContain(CANARY);
            assertThat(group.exit()).isZero();
            assertThat(group.lines())
                    .contains(
                            "kind                group",
                            "members             3",
                            "diffusion           write",
                            "membership version  1",
                            "owner               carol");
            CommandRun members = admin("members", "crew", "--json");
            assertThat(all("\"user\" : \"([^\"]+)\"", members.out())).containsExactly("carol", "dave", "erin");
            assertThat(all("\"role\" : \"([^\"]+)\"", members.out())).containsExactly("owner", "member", "member");
            assertThat(all(
                            "\"user\" : \"([^\"]+)\"",
                            admin("members", "crew", "--after", "carol", "--limit", "1", "--json")
                                    .out()))
                    .containsExactly("dave");
        }
        assertThat(admin("conversation", "d:nobody:nothing").exit()).isEqualTo(1);
        assertThat(admin("members", "no-such-group").err()).startsWith("no-such-group: no such group");
    }

    @Test
    void lagTellsWhatWaitsForWhom() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            CommandRun run = admin("lag", "--json");
            assertThat(run.exit()).isZero();
            assertThat(all("\"group\" : \"([^\"]+)\"", run.out())).contains("im-logic", "im-tasks-statistics");
            assertThat(all("\"group\" : \"(im-logic)\"", run.out())).hasSize(16);
            assertThat(run.out()).contains("\"waiting\" : 0");
            assertThat(all(
                            "\"pushTopic\" : \"push-messages-(gateway-.)-[0-9a-z]+\",\\s+\"reader\" : \"lives\"",
                            run.out()))
                    .containsExactly("gateway-1", "gateway-2");
        });
    }

    @Test
    void deadLettersAreShownWithoutContentAndReplayedOnce() {
        Submission poison = new Submission(
                1_234_567_890_123_456_789L,
                new UserId("frank"),
                new DeviceId("web"),
                null,
                Send.of(
                        ConversationId.direct(new UserId("frank"), new UserId("grace")),
                        new ClientMsgId("c-1"),
                        new Text(CANARY)));
        try (KafkaBus bus = KafkaBus.open(cluster.worker("logic-1").option("--kafka"))) {
            assertThat(bus.bury(poison, "no rule for it").toCompletableFuture()).succeedsWithin(PATIENCE);
        }
        CommandRun list = admin("dead-letters", "--json");
        assertThat(list.exit()).isZero();
        assertThat(list.out())
                .contains("\"what\" : \"send\"", "\"id\" : \"1234567890123456789\"", "\"reason\" : \"no rule for it\"")
                .contains("\"key\" : \"d:frank:grace\"", "\"replayed\" : false")
                .doesNotContain(CANARY);
        String number = all("\"number\" : ([0-9]+)", list.out()).get(0);
        assertThat(admin("dead-letters", "show", number).out())
                .contains("frank")
                .doesNotContain(CANARY);
        assertThat(admin("dead-letters", "show", number, "--content").out()).contains(CANARY);

        try (ScriptedClient grace = client("grace", "web", "gateway-2")) {
            CommandRun replay = admin("dead-letters", "replay", number);
            assertThat(replay.exit()).as(replay.err()).isZero();
            assertThat(replay.out())
                    .contains("upstream-messages")
                    .contains("once")
                    .doesNotContain(CANARY);
            assertThat(grace.expectMessage().getText()).isEqualTo(CANARY);
            assertThat(admin("dead-letters", "list", "--json").out()).contains("\"replayed\" : true");
            assertThat(admin("dead-letters", "replay", "--all").lines()).containsExactly("nothing to replay");

            assertThat(admin("dead-letters", "replay", number).exit()).isZero();
            // What comes behind it in the same conversation tells that it has come, and taken no seq.
            try (ScriptedClient frank = client("frank", "web", "gateway-1")) {
                assertThat(frank.send("grace", "after it").getSeq()).isEqualTo(2);
            }
        }
        assertThat(admin("dead-letters", "show", "4711").exit()).isEqualTo(1);
        assertThat(admin("dead-letters", "replay", "4711").exit()).isEqualTo(1);
    }

    @Test
    void schemaIsAppliedAndDurable() {
        CommandRun run = admin("schema");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("applied")
                .contains("innodb_flush_log_at_trx_commit")
                .doesNotContain("pending");
    }

    @Test
    void renewedEpochClosesEverybodyAndIsToldToWhoComesBack() {
        String before = epoch("show");
        try (ScriptedClient heidi = client("heidi", "web", "gateway-1");
                ScriptedClient ivan = client("ivan", "web", "gateway-2")) {
            assertThat(heidi.welcome().getEpoch()).isEqualTo(before);

            String renewed = epoch("renew");

            assertThat(renewed).isNotEqualTo(before);
            assertThat(heidi.expectClosed().code()).isEqualTo(1001);
            assertThat(ivan.expectClosed().code()).isEqualTo(1001);
            try (ScriptedClient again = client("heidi", "web", "gateway-1")) {
                assertThat(again.welcome().getEpoch()).isEqualTo(renewed);
            }
            assertThat(epoch("show")).isEqualTo(renewed);
        }
    }

    @Test
    void pageTellsFiguresToThoseAloneWhoShowTheToken() throws Exception {
        String token = "a-token-for-those-who-operate";
        try (AdminPageProcess page = AdminPageProcess.start(arguments("page", "--port", "0"), token)) {
            HttpClient http = HttpClient.newHttpClient();
            assertThat(get(http, page.url() + "/", "").statusCode()).isEqualTo(200);
            assertThat(get(http, page.url() + "/main.js", "").statusCode()).isEqualTo(200);
            assertThat(get(http, page.url() + "/client/client.js", "").statusCode())
                    .isEqualTo(404);
            assertThat(get(http, page.url() + "/api/figures", "").statusCode()).isEqualTo(401);
            assertThat(get(http, page.url() + "/api/figures?token=" + token, "").statusCode())
                    .isEqualTo(401);
            assertThat(get(http, page.url() + "/api/figures", "Bearer " + token + "x")
                            .statusCode())
                    .isEqualTo(401);
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> figures = get(http, page.url() + "/api/figures", "Bearer " + token);
                assertThat(figures.statusCode()).isEqualTo(200);
                assertThat(figures.body())
                        .contains("\"etcd\":true", "\"kafka\":true", "\"group\":\"im-logic\"")
                        .contains("\"name\":\"gateway-1\"", "\"health\":\"READY\"", "\"name\":\"job-1\"")
                        .doesNotContain("UNREACHABLE");
            });
            assertThat(page.log()).doesNotContain(token);
        }
        try (AdminPageProcess unfit = AdminPageProcess.launch(arguments("page", "--port", "0"), "too-short")) {
            assertThat(unfit.exit()).isEqualTo(2);
            assertThat(unfit.log().lines()).hasSize(1);
            assertThat(unfit.log()).contains("IM_ADMIN_TOKEN: 9 bytes").doesNotContain("too-short");
        }
    }

    private static CommandRun admin(String... args) {
        return CommandRun.of(arguments(args));
    }

    /** The arguments of a command, with those engines' addresses that the cluster's roles were given. */
    private static List<String> arguments(String... args) {
        ListedWorker logic = cluster.worker("logic-1");
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(args));
        ENGINES.forEach(engine -> all.addAll(List.of(engine, logic.option(engine))));
        return all;
    }

    private static String epoch(String command) {
        CommandRun run = admin("epoch", command, "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        return all("\"epoch\" : \"([^\"]+)\"", run.out()).get(0);
    }

    private static ScriptedClient client(String user, String device, String gateway) {
        return ScriptedClient.of(URI.create(cluster.worker(gateway).url().replace("http", "ws") + "/ws"))
                .token(TOKENS.issue(new UserId(user)).value())
                .device(device)
                .patience(PATIENCE)
                .connect();
    }

    private static HttpResponse<String> get(HttpClient http, String url, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> all(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
