package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.ALICE_CAROL;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.spi.UserConversationStore.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ReadPositionRules extends UserConversationRules {
    ReadPositionRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a position moves forward and never back")
    void positionMovesForwardAndNeverBack() {
        chat(ALICE, BOB, 5);

        assertThat(advance(BOB, ALICE_BOB, 3)).isEqualTo(new Moved(0, 3));
        assertThat(advance(BOB, ALICE_BOB, 2)).isEqualTo(new Moved(3, 3));
        assertThat(advance(BOB, ALICE_BOB, 3)).isEqualTo(new Moved(3, 3));
        assertThat(advance(BOB, ALICE_BOB, 4)).isEqualTo(new Moved(3, 4));
        assertThat(item(BOB, ALICE_BOB).readSeq()).isEqualTo(4);
    }

    @Test
    @DisplayName("past the end a position is clamped")
    void positionIsClampedToTheEnd() {
        chat(ALICE, BOB, 2);

        assertThat(advance(BOB, ALICE_BOB, Long.MAX_VALUE)).isEqualTo(new Moved(0, 2));
        chat(ALICE, BOB, 1);
        assertThat(item(BOB, ALICE_BOB).readSeq()).isEqualTo(2);
        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(1);
        assertThat(advance(CAROL, ALICE_CAROL, 7)).isEqualTo(new Moved(0, 0));
    }

    @Test
    @DisplayName("sending moves the sender's own position to the message, an event does not")
    void sendingMovesTheSendersPosition() {
        chat(ALICE, BOB, 2);
        store(drafts.direct(BOB, ALICE, "answer"));
        chat(ALICE, BOB, 1);
        store(drafts.recall(BOB, ALICE, 3));

        assertThat(item(BOB, ALICE_BOB).readSeq()).isEqualTo(3);
        assertThat(item(ALICE, ALICE_BOB).readSeq()).isEqualTo(4);
        assertThat(item(ALICE, ALICE_BOB).peerReadSeq()).isEqualTo(3);
        assertThat(advance(BOB, ALICE_BOB, 5)).isEqualTo(new Moved(3, 5));
    }

    @Test
    @DisplayName("a repeated send moves nothing")
    void repeatedSendMovesNothing() {
        Draft said = drafts.direct(BOB, ALICE, "1");
        store(said);
        chat(ALICE, BOB, 3);

        append(said);

        assertThat(item(BOB, ALICE_BOB).readSeq()).isEqualTo(1);
        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(3);
    }

    @Test
    @DisplayName("each user and conversation has its own position; Bob is not bob")
    void positionsAreApart() {
        ConversationId withBigBob = ConversationId.direct(ALICE, new UserId("Bob"));
        chat(ALICE, BOB, 3);
        chat(ALICE, CAROL, 3);
        chat(ALICE, new UserId("Bob"), 3);

        advance(BOB, ALICE_BOB, 2);

        assertThat(item(CAROL, ALICE_CAROL).readSeq()).isZero();
        assertThat(item(new UserId("Bob"), withBigBob).readSeq()).isZero();
        assertThat(item(ALICE, ALICE_BOB).readSeq()).isEqualTo(3);
        assertThat(item(ALICE, ALICE_BOB).peerReadSeq()).isEqualTo(2);
        assertThat(item(ALICE, withBigBob).peerReadSeq()).isZero();
    }

    @Test
    @DisplayName("positions that race end at the largest, and each step is told once")
    void racingPositionsEndAtTheLargest() {
        GroupLog hall = group("hall", Diffusion.READ, ALICE, BOB);
        for (int i = 0; i < 40; i++) {
            store(hall.said(ALICE, "x"));
        }
        List<Callable<List<Moved>>> racers = new ArrayList<>();
        for (int racer = 0; racer < 4; racer++) {
            int first = racer + 1;
            racers.add(() -> {
                List<Moved> moves = new ArrayList<>();
                for (int seq = first; seq <= 40; seq += 4) {
                    moves.add(advance(BOB, hall.conversation(), seq));
                }
                return moves;
            });
        }

        List<Moved> moves = new ArrayList<>();
        together(racers).forEach(moves::addAll);

        assertThat(moves).allMatch(move -> move.after() >= move.before());
        List<Moved> steps = moves.stream()
                .filter(move -> move.after() != move.before())
                .sorted((a, b) -> Long.compare(a.before(), b.before()))
                .toList();
        long position = 0;
        for (Moved step : steps) {
            assertThat(step.before()).as("where the next step starts").isEqualTo(position);
            position = step.after();
        }
        assertThat(position).isEqualTo(40);
        assertThat(item(BOB, hall.conversation()).readSeq()).isEqualTo(40);
    }
}
