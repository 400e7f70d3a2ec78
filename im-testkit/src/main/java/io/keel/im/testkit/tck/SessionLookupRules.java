package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class SessionLookupRules extends SessionRules {
    private static final GroupId HALL = new GroupId("hall");

    SessionLookupRules(SessionRegistryTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("users are located by the gateways that hold them, as indexes of the question")
    void usersAreLocatedByIndexes() {
        online(session(ALICE, "web", G1, C + 1));
        online(session(ALICE, "phone", G2, C + 2));
        online(session(CAROL, "web", G2, C + 3));

        Located located = await(registry().locate(List.of(CAROL, BOB, ALICE)));

        assertThat(located.gateways()).containsExactlyInAnyOrder(G1, G2);
        assertThat(located.at(G1)).containsExactly(2);
        assertThat(located.at(G2)).containsExactly(0, 2);
        assertThat(located.at(G3)).isEmpty();
    }

    @Test
    @DisplayName("a user with two devices at one gateway is located there once")
    void twoDevicesAtOneGatewayAreLocatedOnce() {
        online(session(ALICE, "web", G1, C + 1));
        online(session(ALICE, "phone", G1, C + 2));

        assertThat(await(registry().locate(List.of(BOB, ALICE))).at(G1)).containsExactly(1);
    }

    @Test
    @DisplayName("nobody is located when nobody is connected")
    void nobodyIsLocatedWhenNobodyIsConnected() {
        online(session(ALICE, "web", G1, C + 1));
        offline(session(ALICE, "web", G1, C + 1));

        assertThat(await(registry().locate(List.of(ALICE, BOB))).gateways()).isEmpty();
        assertThat(await(registry().locate(List.of())).gateways()).isEmpty();
    }

    @Test
    @DisplayName("none of a thousand users is skipped")
    void noneOfAThousandIsSkipped() {
        List<UserId> users =
                IntStream.range(0, 1_000).mapToObj(i -> new UserId("user-" + i)).toList();
        for (int i = 0; i < users.size(); i++) {
            if (i % 3 != 2) {
                online(session(users.get(i), "web", i % 3 == 0 ? G1 : G2, C + i));
            }
        }

        Located located = await(registry().locate(users));

        assertThat(located.at(G1))
                .containsExactly(
                        IntStream.range(0, 1_000).filter(i -> i % 3 == 0).toArray());
        assertThat(located.at(G2))
                .containsExactly(
                        IntStream.range(0, 1_000).filter(i -> i % 3 == 1).toArray());
    }

    @Test
    @DisplayName("presence comes in the order asked, devices in order of name")
    void presenceComesInTheOrderAsked() {
        online(session(ALICE, "web", G1, C + 1));
        online(session(ALICE, "phone", G2, C + 2));
        online(session(CAROL, "tv", G2, C + 3));

        List<Presence> presences = await(registry().presence(List.of(CAROL, BOB, ALICE)));

        assertThat(presences)
                .containsExactly(
                        new Presence(CAROL, List.of(new DeviceId("tv")), 0),
                        new Presence(BOB, List.of(), 0),
                        new Presence(ALICE, List.of(new DeviceId("phone"), new DeviceId("web")), 0));
        assertThat(await(registry().presence(List.of()))).isEmpty();
    }

    @Test
    @DisplayName("last seen is told when the last device is gone, and of nobody who is online")
    void lastSeenIsToldWhenTheLastDeviceIsGone() {
        Session web = session(ALICE, "web", G1, C + 1);
        Session phone = session(ALICE, "phone", G1, C + 2);
        online(web);
        online(phone);
        offline(web);
        assertThat(presence(ALICE)).isEqualTo(new Presence(ALICE, List.of(new DeviceId("phone")), 0));

        offline(phone);
        assertThat(presence(ALICE).online()).isFalse();
        assertThat(presence(ALICE).lastSeen()).isPositive();

        online(session(ALICE, "web", G1, C + 3));
        assertThat(presence(ALICE)).isEqualTo(new Presence(ALICE, List.of(new DeviceId("web")), 0));
    }

    @Test
    @DisplayName("sessions of several users are told at once, Bob's apart from bob's")
    void sessionsOfSeveralUsers() {
        Session bob = session(BOB, "web", G1, C + 1);
        Session bigBob = session(new UserId("Bob"), "web", G1, C + 2);
        online(bob);
        online(bigBob);

        assertThat(sessionsOf(List.of(BOB, bigBob.user(), DAVE)))
                .containsEntry(BOB, List.of(bob))
                .containsEntry(bigBob.user(), List.of(bigBob));
        assertThat(sessions(DAVE)).isEmpty();
    }

    @Test
    @DisplayName("the gateways that hold members of a group are those that said so")
    void gatewaysOfAGroupAreThoseThatSaidSo() {
        assertThat(await(registry().gatewaysOf(HALL))).isEmpty();
        hold(true);

        assertThat(await(registry().gatewaysOf(HALL))).containsExactlyInAnyOrder(G1, G2);
        assertThat(await(registry().gatewaysOf(new GroupId("Hall")))).isEmpty();
        hold(true);
        await(registry().holds(G1, HALL, false));
        await(registry().holds(G1, HALL, false));
        await(registry().holds(G3, HALL, false));
        assertThat(await(registry().gatewaysOf(HALL))).containsExactly(G2);
    }

    @Test
    @DisplayName("a gateway that is gone holds no member of any group")
    void goneGatewayHoldsNoMember() {
        hold(true);

        await(registry().gone(G1));

        assertThat(await(registry().gatewaysOf(HALL))).containsExactly(G2);
    }

    @Test
    @DisplayName("who comes and goes at many gateways at once is located where it is")
    void comingAndGoingAtOnce() {
        List<java.util.concurrent.Callable<Integer>> tasks = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            tasks.add(() -> {
                for (int i = 0; i < 50; i++) {
                    UserId user = new UserId("user-" + i);
                    Session session = session(user, "device-" + thread, thread % 2 == 0 ? G1 : G2, C + i);
                    online(session);
                    if (thread >= 2) {
                        offline(session);
                    }
                }
                return 0;
            });
        }

        together(tasks);

        List<UserId> users =
                IntStream.range(0, 50).mapToObj(i -> new UserId("user-" + i)).toList();
        Located located = await(registry().locate(users));
        assertThat(located.at(G1)).containsExactly(IntStream.range(0, 50).toArray());
        assertThat(located.at(G2)).containsExactly(IntStream.range(0, 50).toArray());
        assertThat(sessions(users.get(0))).hasSize(2);
    }

    private void hold(boolean holds) {
        await(registry().holds(G1, HALL, holds));
        await(registry().holds(G2, HALL, holds));
    }
}
