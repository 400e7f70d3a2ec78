package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.presence.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class SessionReplacementRules extends SessionRules {
    SessionReplacementRules(SessionRegistryTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a newer session replaces the older, and the older is told")
    void newerSessionReplacesTheOlder() {
        Session older = session(ALICE, "web", G1, C + 1);
        Session newer = session(ALICE, "web", G2, C + 2);

        assertThat(online(older)).isEmpty();
        assertThat(online(newer)).containsExactly(older);

        assertThat(sessions(ALICE)).containsExactly(newer);
    }

    @Test
    @DisplayName("an older session that comes late is not registered, and the newer is told")
    void olderSessionThatComesLateIsNotRegistered() {
        Session older = session(ALICE, "web", G1, C + 1);
        Session newer = session(ALICE, "web", G2, C + 2);
        online(newer);

        assertThat(online(older)).containsExactly(newer);

        assertThat(sessions(ALICE)).containsExactly(newer);
    }

    @Test
    @DisplayName("connection ids are compared as numbers")
    void connectionIdsAreComparedAsNumbers() {
        online(session(ALICE, "web", G1, 9));
        online(session(ALICE, "web", G1, 10));
        assertThat(sessions(ALICE)).extracting(Session::connection).containsExactly(10L);

        online(session(ALICE, "web", G1, C + 1));
        online(session(ALICE, "web", G1, C + 2));
        online(session(ALICE, "web", G1, C + 1));
        assertThat(sessions(ALICE)).extracting(Session::connection).containsExactly(C + 2);
    }

    @Test
    @DisplayName("sessions of other devices are told and left alone")
    void otherDevicesAreToldAndLeftAlone() {
        Session web = session(ALICE, "web", G1, C + 1);
        Session phone = session(ALICE, "phone", G2, C + 2);
        online(web);

        assertThat(online(phone)).containsExactly(web);
        assertThat(online(session(ALICE, "Web", G1, C + 3))).containsExactlyInAnyOrder(web, phone);
        assertThat(online(session(BOB, "web", G1, C + 4))).isEmpty();
        assertThat(sessions(ALICE)).hasSize(3);
    }

    @Test
    @DisplayName("registering a session again changes nothing")
    void registeringAgainChangesNothing() {
        Session web = session(ALICE, "web", G1, C + 1);
        online(web);

        online(web);

        assertThat(sessions(ALICE)).containsExactly(web);
        offline(web);
        assertThat(sessions(ALICE)).isEmpty();
    }

    @Test
    @DisplayName("the late end of a replaced session leaves the newer alone")
    void lateEndLeavesTheNewerAlone() {
        Session older = session(ALICE, "web", G1, C + 1);
        Session newer = session(ALICE, "web", G1, C + 2);
        online(older);
        online(newer);

        offline(older);

        assertThat(sessions(ALICE)).containsExactly(newer);
        assertThat(presence(ALICE).online()).isTrue();
    }

    @Test
    @DisplayName("ending twice, or ending what never was, is harmless")
    void endingTwiceIsHarmless() {
        Session web = session(ALICE, "web", G1, C + 1);
        Session phone = session(ALICE, "phone", G1, C + 2);
        offline(web);
        online(web);
        online(phone);

        offline(web);
        offline(web);

        assertThat(sessions(ALICE)).containsExactly(phone);
    }

    @Test
    @DisplayName("in whatever order sessions come and go, the largest connection is left")
    void largestIsLeftInAnyOrder() {
        Random random = new Random(20_261_123);
        for (int round = 0; round < 20; round++) {
            UserId user = new UserId("user-" + round);
            List<Session> sessions = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                sessions.add(session(user, "web", i % 2 == 0 ? G1 : G2, C + i));
            }
            Session largest = sessions.get(5);
            Collections.shuffle(sessions, random);
            for (Session each : sessions) {
                online(each);
            }
            Collections.shuffle(sessions, random);
            for (Session each : sessions) {
                if (!each.equals(largest)) {
                    offline(each);
                }
            }
            assertThat(sessions(user)).containsExactly(largest);
        }
    }

    @Test
    @DisplayName("of sessions that come at once the largest connection is left")
    void largestIsLeftUnderConcurrency() {
        List<Callable<List<Session>>> racers = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            Session session = session(ALICE, "web", i % 2 == 0 ? G1 : G2, C + i);
            racers.add(() -> online(session));
        }

        together(racers);

        assertThat(sessions(ALICE)).containsExactly(session(ALICE, "web", G1, C + 8));
    }

    @Test
    @DisplayName("a gateway that is gone takes its sessions with it, and no others")
    void goneGatewayTakesItsSessions() {
        Session there = session(ALICE, "web", G1, C + 1);
        Session here = session(ALICE, "phone", G2, C + 2);
        online(there);
        online(here);
        online(session(BOB, "web", G1, C + 3));

        await(registry().gone(G1));
        await(registry().gone(G1));

        assertThat(sessions(ALICE)).containsExactly(here);
        assertThat(sessions(BOB)).isEmpty();
        assertThat(presence(BOB).online()).isFalse();
    }
}
