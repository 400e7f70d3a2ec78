package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.memory.MemorySequencer;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.Sequencer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sequencer beside the store allots seqs; the store has the last word. */
class SequencerIT {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private static final UserId ALICE = Sender.user("alice");
    private static final UserId BOB = Sender.user("bob");
    private static final ConversationId TALK = ConversationId.direct(ALICE, BOB);

    private final MemorySequencer sequencer = new MemorySequencer();

    @Test
    void seqsAreThoseOfTheSequencer() throws Exception {
        try (MysqlStore store = SCHEMA.emptyStore(builder -> builder.sequencer(sequencer))) {
            sequencer.allot(Map.of(TALK, new Sequencer.Demand(40, 2)));

            assertThat(append(store, 3)).containsExactly(43L, 44L, 45L);
        }
    }

    @Test
    void logThatBeginsLateIsListedAsAnyOther() throws Exception {
        try (MysqlStore store = SCHEMA.emptyStore(builder -> builder.sequencer(sequencer))) {
            sequencer.allot(Map.of(TALK, new Sequencer.Demand(40, 2)));
            append(store, 1);

            List<?> page = store.stores()
                    .userConversations()
                    .list(BOB, Optional.empty(), 10)
                    .toCompletableFuture()
                    .join();
            assertThat(page).hasSize(1);
        }
    }

    @Test
    void sequencerThatHasForgottenRepeatsNoSeq() throws Exception {
        try (MysqlStore store = SCHEMA.emptyStore(builder -> builder.sequencer(sequencer))) {
            Map<ConversationId, Long> dump = sequencer.dump();
            List<Long> seqs = new ArrayList<>(append(store, 5));
            sequencer.restore(dump);
            seqs.addAll(append(store, 5));

            assertThat(seqs).doesNotHaveDuplicates().isSorted();
            assertThat(SCHEMA.number("SELECT COUNT(*) FROM messages")).isEqualTo(10);
        }
    }

    @Test
    void repeatHasItsFirstSeq() throws Exception {
        try (MysqlStore store = SCHEMA.emptyStore(builder -> builder.sequencer(sequencer))) {
            Append once = Sender.text(ALICE, BOB);
            List<AppendResult> first = Sender.append(store.stores(), List.of(once));
            List<AppendResult> second = Sender.append(store.stores(), List.of(once));

            assertThat(first).hasOnlyElementsOfType(Stored.class);
            assertThat(second).doesNotHaveAnyElementsOfTypes(Stored.class);
            assertThat(SCHEMA.number("SELECT COUNT(*) FROM messages")).isEqualTo(1);
        }
    }

    @Test
    void nothingIsStoredWithoutTheSequencer() throws Exception {
        Sequencer away = demands -> CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "away"));
        try (MysqlStore store = SCHEMA.emptyStore(builder -> builder.sequencer(away))) {
            Throwable failure = store.stores()
                    .conversations()
                    .append(List.of(Sender.text(ALICE, BOB)))
                    .handle((done, thrown) -> thrown)
                    .toCompletableFuture()
                    .join();
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;

            assertThat(cause)
                    .isInstanceOfSatisfying(
                            ImException.class, known -> assertThat(known.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(SCHEMA.number("SELECT COUNT(*) FROM messages")).isZero();
        }
    }

    private static List<Long> append(MysqlStore store, int count) throws Exception {
        List<Append> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(Sender.text(ALICE, BOB));
        }
        return Sender.append(store.stores(), batch).stream()
                .map(result -> ((Stored) result).message().seq())
                .toList();
    }
}
