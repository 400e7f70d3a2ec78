package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class SessionLeaseRules extends SessionRules {
    private static final GroupId HALL = new GroupId("hall");

    SessionLeaseRules(SessionRegistryTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a gateway that renews in time is known")
    void gatewayThatRenewsInTimeIsKnown() {
        assertThat(renew()).isTrue();
        online(session(ALICE, "web", G1, C + 1));
        assertThat(renew()).isTrue();
    }

    @Test
    @DisplayName("sessions of a gateway whose lease has run out are passed over")
    void sessionsOfAnAbsentGatewayArePassedOver() {
        Session there = session(ALICE, "web", G1, C + 1);
        Session here = session(ALICE, "phone", G2, C + 2);
        online(there);
        online(here);
        online(session(BOB, "web", G1, C + 3));

        lapse(G1);

        Located located = await(registry().locate(List.of(ALICE, BOB)));
        assertThat(located.gateways()).containsExactly(G2);
        assertThat(located.at(G2)).containsExactly(0);
        assertThat(located.at(G1)).isEmpty();
        assertThat(sessions(ALICE)).containsExactly(here);
        assertThat(sessionsOf(List.of(ALICE, BOB))).doesNotContainKey(BOB);
        assertThat(presence(ALICE)).isEqualTo(new Presence(ALICE, List.of(new DeviceId("phone")), 0));
        assertThat(online(session(ALICE, "tv", G3, C + 4))).containsExactly(here);
    }

    @Test
    @DisplayName("who was connected through an absent gateway was last seen when that one was")
    void lastSeenIsThatOfTheAbsentGateway() {
        online(session(BOB, "web", G1, C + 1));

        lapse(G1);

        assertThat(presence(BOB).online()).isFalse();
        long seen = presence(BOB).lastSeen();
        assertThat(seen).isPositive();
        assertThat(presence(BOB).lastSeen()).isEqualTo(seen);
    }

    @Test
    @DisplayName("a session of an absent gateway wins against nobody")
    void sessionOfAnAbsentGatewayWinsAgainstNobody() {
        Session there = session(ALICE, "web", G1, C + 2);
        Session here = session(ALICE, "web", G2, C + 1);
        online(there);
        lapse(G1);

        assertThat(online(here)).isEmpty();

        assertThat(sessions(ALICE)).containsExactly(here);
    }

    @Test
    @DisplayName("an absent gateway holds no member of a group")
    void absentGatewayHoldsNoMember() {
        await(registry().holds(G1, HALL, true));
        await(registry().holds(G2, HALL, true));

        lapse(G1);

        assertThat(await(registry().gatewaysOf(HALL))).containsExactly(G2);
    }

    @Test
    @DisplayName("a gateway that slept past its lease is told, announces anew and is found again")
    void sleeperIsToldAndFoundAgain() {
        Session web = session(ALICE, "web", G1, C + 1);
        online(web);
        await(registry().holds(G1, HALL, true));
        lapse(G1);
        assertThat(sessions(ALICE)).isEmpty();
        assertThat(await(registry().gatewaysOf(HALL))).isEmpty();

        assertThat(renew()).isFalse();
        assertThat(announce(List.of(web), List.of(HALL))).isEmpty();

        assertThat(sessions(ALICE)).containsExactly(web);
        assertThat(await(registry().gatewaysOf(HALL))).containsExactly(G1);
        assertThat(renew()).isTrue();
    }

    @Test
    @DisplayName("a registry that has forgotten everything tells at the next renewal, even after new sessions")
    void forgettingIsTold() {
        Session before = session(ALICE, "web", G1, C + 1);
        Session after = session(ALICE, "phone", G1, C + 2);
        online(before);
        forget();
        assertThat(sessions(ALICE)).isEmpty();

        online(after);
        assertThat(sessions(ALICE)).containsExactly(after);
        assertThat(renew()).isFalse();
        announce(List.of(before, after), List.of(HALL));

        assertThat(sessions(ALICE)).containsExactlyInAnyOrder(before, after);
        assertThat(await(registry().gatewaysOf(HALL))).containsExactly(G1);
        assertThat(renew()).isTrue();
    }

    @Test
    @DisplayName("an announced session that is older than another one is not registered, and told")
    void announcedOlderSessionLoses() {
        Session older = session(ALICE, "web", G1, C + 1);
        Session newer = session(ALICE, "web", G2, C + 2);
        online(newer);

        assertThat(announce(List.of(older, session(BOB, "web", G1, C + 3)), List.of()))
                .containsExactly(older);

        assertThat(sessions(ALICE)).containsExactly(newer);
        assertThat(sessions(BOB)).hasSize(1);
    }

    @Test
    @DisplayName("an announced session replaces an older one, which is told; others are left alone")
    void announcedNewerSessionReplaces() {
        Session older = session(ALICE, "web", G2, C + 1);
        Session phone = session(ALICE, "phone", G2, C + 2);
        Session newer = session(ALICE, "web", G1, C + 3);
        online(older);
        online(phone);

        assertThat(announce(List.of(newer), List.of())).containsExactly(older);
        assertThat(announce(List.of(newer), List.of())).isEmpty();

        assertThat(sessions(ALICE)).containsExactlyInAnyOrder(newer, phone);
    }

    @Test
    @DisplayName("as many sessions and rooms as may be are announced at once")
    void fullAnnouncementIsTaken() {
        List<Session> sessions = new ArrayList<>();
        List<GroupId> rooms = new ArrayList<>();
        for (int i = 0; i < SessionRegistry.MAX_ANNOUNCED; i++) {
            sessions.add(session(new UserId("user-" + i), "web", G1, C + i));
            rooms.add(new GroupId("room-" + i));
        }

        assertThat(announce(sessions, rooms)).isEmpty();

        List<UserId> users = sessions.stream().map(Session::user).toList();
        assertThat(await(registry().locate(users)).at(G1))
                .containsExactly(IntStream.range(0, users.size()).toArray());
        assertThat(await(registry().gatewaysOf(rooms.get(rooms.size() - 1)))).containsExactly(G1);
        assertThat(announce(List.of(), List.of())).isEmpty();
    }

    @Test
    @DisplayName("a gateway that is gone is absent, and users it held were seen")
    void goneGatewayIsAbsent() {
        online(session(BOB, "web", G1, C + 1));

        await(registry().gone(G1));

        assertThat(presence(BOB).online()).isFalse();
        assertThat(presence(BOB).lastSeen()).isPositive();
        assertThat(renew()).isFalse();
    }

    private boolean renew() {
        return await(registry().renew(G1, LEASE));
    }

    private List<Session> announce(List<Session> sessions, List<GroupId> rooms) {
        return await(registry().announce(G1, sessions, rooms));
    }
}
