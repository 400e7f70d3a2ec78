package io.keel.im.examples.role;

import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.spi.ContentAudit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An audit by a list of words: texts that hold one are taken back. */
final class BlockedWords implements ContentAudit {

    private final Supplier<List<String>> words;

    private BlockedWords(Supplier<List<String>> words) {
        this.words = words;
    }

    /**
     * Makes the audit; without words at the start there is nothing to read messages for.
     *
     * @param words at the start
     * @param now the words of now
     */
    static Optional<ContentAudit> of(List<String> words, Supplier<List<String>> now) {
        return words.isEmpty() ? Optional.empty() : Optional.of(new BlockedWords(now));
    }

    @Override
    public CompletionStage<Verdict> audit(Message message) {
        String text = message.content() instanceof Text said ? said.value().toLowerCase(Locale.ROOT) : "";
        boolean blocked = words.get().stream().anyMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
        return CompletableFuture.completedFuture(blocked ? Verdict.RECALL : Verdict.KEEP);
    }
}
