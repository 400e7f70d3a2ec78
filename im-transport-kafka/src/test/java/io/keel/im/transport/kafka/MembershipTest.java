package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.conversation.ConversationId;
import io.keel.im.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final ConversationId HERE = Sends.conversation(1);
    private static final ConversationId ELSEWHERE = Sends.conversation(2);

    private final ManualClock clock = ManualClock.standing();
    private final Membership membership = new Membership(Duration.ofSeconds(6).toNanos(), clock::nanoTime);

    @Test
    void sleeperTellsNothingFromTheMomentItWakes() {
        clock.advance(Duration.ofSeconds(7));

        assertThat(membership.mayTell(HERE)).isFalse();
        assertThat(membership.sign()).isFalse();
        assertThat(membership.mayTell(HERE))
                .as("the group has not confirmed it")
                .isFalse();

        membership.confirm();
        assertThat(membership.sign()).isTrue();
        assertThat(membership.mayTell(HERE)).isTrue();
    }

    @Test
    void signsInTimeKeepIt() {
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(5));
            assertThat(membership.sign()).isTrue();
        }
        assertThat(membership.isCurrent()).isTrue();
    }

    @Test
    void lostConversationIsNotToldOfUntilItsCommandsAreDoneWith() {
        CompletableFuture<Void> firstBatch = new CompletableFuture<>();
        CompletableFuture<Void> secondBatch = new CompletableFuture<>();
        membership.lose(HERE, firstBatch);
        membership.lose(HERE, secondBatch);

        assertThat(membership.mayTell(HERE)).isFalse();
        assertThat(membership.mayTell(ELSEWHERE)).isTrue();
        firstBatch.complete(null);
        assertThat(membership.mayTell(HERE)).isFalse();
        secondBatch.complete(null);
        assertThat(membership.mayTell(HERE)).isTrue();
    }

    @Test
    void whatIsDoneWithAlreadyMutesNothing() {
        membership.lose(HERE, CompletableFuture.completedFuture(null));

        assertThat(membership.mayTell(HERE)).isTrue();
    }
}
