package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.command.Answer;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.memory.MemoryStore;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What the guide to embedding says of a store of one's own. */
class OwnStoreTest {

    // docs: own-store
    /** A store that counts what it stores; a real one would write to a database. */
    static final class CountingStore implements ConversationStore {

        private final ConversationStore store;
        private final LongAdder stored = new LongAdder();

        CountingStore(ConversationStore store) {
            this.store = store;
        }

        @Override
        public CompletionStage<List<AppendResult>> append(List<Append> batch) {
            return store.append(batch).whenComplete((results, failure) -> {
                if (results != null) {
                    results.stream()
                            .filter(AppendResult.Stored.class::isInstance)
                            .forEach(result -> stored.increment());
                }
            });
        }

        @Override
        public CompletionStage<Map<CommandKey, AppendResult.Known>> repeats(Collection<CommandKey> keys) {
            return store.repeats(keys);
        }

        @Override
        public CompletionStage<List<Message>> read(ConversationId conversation, SeqWindow window, int limit) {
            return store.read(conversation, window, limit);
        }

        @Override
        public CompletionStage<Map<ConversationId, Long>> heads(Collection<ConversationId> conversations) {
            return store.heads(conversations);
        }

        @Override
        public CompletionStage<Optional<Message>> find(ConversationId conversation, long seq) {
            return store.find(conversation, seq);
        }
    }
    // docs: end

    @Test
    void embeddedServerWorksOnStoresOfTheHost() {
        JwtTokens tokens = JwtTokens.of(new byte[JwtTokens.MIN_KEY_BYTES]);
        // docs: stores
        MemoryStore memory = new MemoryStore();
        CountingStore conversations = new CountingStore(memory.conversations());
        Stores stores = new Stores(
                conversations,
                memory.inboxes(),
                memory.memberships(),
                memory.userConversations(),
                memory.accounts(),
                memory.epochs());

        ExecutorService logic = Executors.newFixedThreadPool(4); // for stores and hooks that wait
        EmbeddedIm im =
                EmbeddedIm.builder(tokens).stores(stores).executor(logic).build();
        // docs: end
        try (im) {
            UserId alice = new UserId("alice");
            ConversationId notes = ConversationId.direct(alice, alice);
            Send send = Send.of(notes, new ClientMsgId("1"), new Text("remember the milk"));
            assertThat(im.submit(alice, send).toCompletableFuture().join()).isInstanceOf(Answer.Sent.class);
            assertThat(im.submit(alice, send).toCompletableFuture().join()).isInstanceOf(Answer.Sent.class);
            assertThat(conversations.stored.sum()).isOne();
        } finally {
            logic.shutdown();
        }
    }
}
