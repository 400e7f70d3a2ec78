package io.keel.im.examples.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoakPlanTest {

    private static final int USERS = 30;

    private final SoakPlan plan = new SoakPlan(USERS, 100, new Random(7));

    @Test
    void everyConversationIsAnother() {
        assertThat(plan.talks()).hasSize(100).extracting(Talk::conversation).doesNotHaveDuplicates();
    }

    @Test
    void allKindsAreThere() {
        assertThat(plan.talks()).extracting(Talk::kind).contains(Talk.Kind.values());
    }

    @Test
    void everybodyWritesWhereItIsAMember() {
        Random random = new Random(8);
        for (int user = 0; user < USERS; user++) {
            assertThat(plan.choose(user, random).members()).contains(user);
        }
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(new SoakPlan(USERS, 100, new Random(7)).talks()).isEqualTo(plan.talks());
    }
}
