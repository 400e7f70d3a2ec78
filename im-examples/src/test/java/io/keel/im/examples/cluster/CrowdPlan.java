package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.testkit.client.ScriptedClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is in a crowd: each user talks to one other alone and to a large group of all, the first also to a small group.
 *
 * @param users how many users
 * @param twice how many of them have a second device, on the other gateway
 * @param team how many are in the small group
 */
record CrowdPlan(int users, int twice, int team) {

    private static final String TEAM_NAME = "team";
    private static final String HALL_NAME = "hall";

    /** Gathers them at a cluster whose large groups begin between the sizes of the two; they do not talk yet. */
    Crowd gather(ClusterProcess cluster, Duration rest, Duration patience) {
        List<URI> gateways = cluster.role("gateway").stream()
                .map(gateway -> URI.create(gateway.url().replace("http", "ws") + "/ws"))
                .toList();
        Crowd crowd = new Crowd(gateways, rest, patience);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            names.add("user-" + i);
        }
        try (ScriptedClient owner = ScriptedClient.of(gateways.get(0))
                .token(crowd.token(new UserId(names.get(0))))
                .device("phone")
                .connect()) {
            assertThat(owner.createGroup(group(TEAM_NAME, names.subList(1, team)))
                            .getDiffusion())
                    .isEqualTo(Diffusion.WRITE);
            assertThat(owner.createGroup(group(HALL_NAME, names.subList(1, users)))
                            .getDiffusion())
                    .isEqualTo(Diffusion.READ);
        }
        for (int i = 0; i < users; i++) {
            List<String> groups = i < team ? List.of(TEAM_NAME, HALL_NAME) : List.of(HALL_NAME);
            crowd.add(new Chatter.Place(names.get(i), "phone", i, names.get(i ^ 1), groups));
            if (i < twice) {
                crowd.add(new Chatter.Place(names.get(i), "pad", i + 1, names.get(i ^ 1), groups));
            }
        }
        return crowd;
    }

    private static CreateGroup.Builder group(String name, List<String> members) {
        return CreateGroup.newBuilder().setGroup(name).setName(name).addAllMembers(members);
    }
}
