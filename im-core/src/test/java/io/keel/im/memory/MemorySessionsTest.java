package io.keel.im.memory;

import static io.keel.im.memory.Entries.now;
import static io.keel.im.memory.Entries.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry.Located;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemorySessionsTest {

    private static final UserId ANN = user("ann");
    private static final UserId BOB = user("bob");
    private static final UserId CAT = user("cat");
    private static final GatewayId EAST = new GatewayId("east");
    private static final GatewayId WEST = new GatewayId("west");
    private static final GroupId GROUP = new GroupId("g");

    private final AtomicLong millis = new AtomicLong(1_000);
    private final MemorySessions sessions = new MemorySessions(() -> Instant.ofEpochMilli(millis.get()));

    @Test
    void newerConnectionOfADeviceReplacesTheOlder() {
        Session older = session(ANN, "web", EAST, 1);
        Session newer = session(ANN, "web", WEST, 2);

        assertThat(now(sessions.online(older))).isEmpty();
        assertThat(now(sessions.online(newer))).containsExactly(older);
        assertThat(of(ANN)).containsExactly(newer);
    }

    @Test
    void olderConnectionThatComesLaterLoses() {
        Session older = session(ANN, "web", EAST, 1);
        Session newer = session(ANN, "web", WEST, 2);
        now(sessions.online(newer));

        assertThat(now(sessions.online(older))).containsExactly(newer);
        assertThat(of(ANN)).containsExactly(newer);
    }

    @Test
    void devicesOfOneNameUnderTwoUsersAreTwo() {
        now(sessions.online(session(ANN, "web", EAST, 1)));

        assertThat(now(sessions.online(session(BOB, "web", EAST, 2)))).isEmpty();
    }

    @Test
    void otherDevicesAreToldAndStay() {
        Session web = session(ANN, "web", EAST, 1);
        Session phone = session(ANN, "phone", EAST, 2);
        now(sessions.online(web));

        assertThat(now(sessions.online(phone))).containsExactly(web);
        assertThat(now(sessions.online(phone))).containsExactly(web);
        assertThat(of(ANN)).containsExactlyInAnyOrder(web, phone);
    }

    @Test
    void endOfAReplacedSessionLeavesTheNewerOneAlone() {
        Session older = session(ANN, "web", EAST, 1);
        Session newer = session(ANN, "web", EAST, 2);
        now(sessions.online(older));
        now(sessions.online(newer));

        now(sessions.offline(older));

        assertThat(of(ANN)).containsExactly(newer);
    }

    @Test
    void lastSeenIsWhenTheLastConnectionEnded() {
        Session web = session(ANN, "web", EAST, 1);
        Session phone = session(ANN, "phone", EAST, 2);
        now(sessions.online(web));
        now(sessions.online(phone));
        assertThat(presence(ANN)).isEqualTo(new Presence(ANN, List.of(new DeviceId("phone"), new DeviceId("web")), 0));

        millis.set(2_000);
        now(sessions.offline(phone));
        assertThat(presence(ANN)).isEqualTo(new Presence(ANN, List.of(new DeviceId("web")), 0));

        millis.set(3_000);
        now(sessions.offline(web));
        millis.set(4_000);
        now(sessions.offline(web));
        assertThat(presence(ANN)).isEqualTo(new Presence(ANN, List.of(), 3_000));
        assertThat(presence(BOB)).isEqualTo(Presence.unknown(BOB));
    }

    @Test
    void presenceComesInTheOrderAsked() {
        now(sessions.online(session(BOB, "web", EAST, 1)));

        assertThat(now(sessions.presence(List.of(CAT, BOB, ANN))))
                .extracting(Presence::user)
                .containsExactly(CAT, BOB, ANN);
    }

    @Test
    void usersAreLocatedByTheirPlaceInTheQuestion() {
        now(sessions.online(session(ANN, "web", EAST, 1)));
        now(sessions.online(session(ANN, "phone", EAST, 2)));
        now(sessions.online(session(ANN, "tv", WEST, 3)));
        now(sessions.online(session(CAT, "web", EAST, 4)));

        Located located = now(sessions.locate(List.of(CAT, BOB, ANN)));

        assertThat(located.gateways()).containsExactlyInAnyOrder(EAST, WEST);
        assertThat(located.at(EAST)).containsExactly(0, 2);
        assertThat(located.at(WEST)).containsExactly(2);
        assertThat(located.at(new GatewayId("north"))).isEmpty();
    }

    @Test
    void manyUsersOfManyGatewaysAreAllLocated() {
        List<UserId> users =
                IntStream.range(0, 500).mapToObj(i -> user("u" + i)).toList();
        for (int i = 0; i < users.size(); i++) {
            now(sessions.online(session(users.get(i), "web", i % 3 == 0 ? EAST : WEST, i + 1)));
        }

        Located located = now(sessions.locate(users));

        assertThat(located.at(EAST))
                .containsExactly(IntStream.range(0, 500).filter(i -> i % 3 == 0).toArray());
        assertThat(located.at(WEST))
                .containsExactly(IntStream.range(0, 500).filter(i -> i % 3 != 0).toArray());
    }

    @Test
    void nobodyOnlineIsNowhere() {
        assertThat(now(sessions.locate(List.of(ANN))).gateways()).isEmpty();
        assertThat(now(sessions.sessionsOf(List.of(ANN)))).isEmpty();
    }

    @Test
    void gatewayThatIsGoneTakesItsSessionsAndRoomsAlong() {
        Session east = session(ANN, "web", EAST, 1);
        Session west = session(ANN, "phone", WEST, 2);
        now(sessions.online(east));
        now(sessions.online(west));
        now(sessions.online(session(BOB, "web", EAST, 3)));
        now(sessions.holds(EAST, GROUP, true));
        now(sessions.holds(WEST, GROUP, true));

        now(sessions.gone(EAST));

        assertThat(now(sessions.sessionsOf(List.of(ANN, BOB)))).isEqualTo(Map.of(ANN, List.of(west)));
        assertThat(presence(BOB)).isEqualTo(new Presence(BOB, List.of(), 1_000));
        assertThat(now(sessions.gatewaysOf(GROUP))).containsExactly(WEST);
    }

    @Test
    void gatewayHoldsAGroupUntilItSaysOtherwise() {
        now(sessions.holds(EAST, GROUP, true));
        now(sessions.holds(EAST, GROUP, true));
        assertThat(now(sessions.gatewaysOf(GROUP))).containsExactly(EAST);

        now(sessions.holds(EAST, GROUP, false));
        now(sessions.holds(EAST, GROUP, false));
        assertThat(now(sessions.gatewaysOf(GROUP))).isEmpty();
    }

    private static Session session(UserId user, String device, GatewayId gateway, long connection) {
        return new Session(user, new DeviceId(device), gateway, connection);
    }

    private List<Session> of(UserId user) {
        return now(sessions.sessionsOf(List.of(user))).getOrDefault(user, List.of());
    }

    private Presence presence(UserId user) {
        return now(sessions.presence(List.of(user))).get(0);
    }
}
