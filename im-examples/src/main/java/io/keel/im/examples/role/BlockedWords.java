package io.keel.im.examples.role;

import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.spi.ContentAudit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An audit by a list of words: texts that hold one are taken back. */
final class BlockedWords implements ContentAudit {

    private final List<String> words;

    private BlockedWords(List<String> words) {
        this.words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /** Makes the audit; without words there is nothing to read messages for. */
    static Optional<ContentAudit> of(List<String> words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(new BlockedWords(words));
    }

    @Override
    public CompletionStage<Verdict> audit(Message message) {
        String text = message.content() instanceof Text said ? said.value().toLowerCase(Locale.ROOT) : "";
        boolean blocked = words.stream().anyMatch(text::contains);
        return CompletableFuture.completedFuture(blocked ? Verdict.RECALL : Verdict.KEEP);
    }
}
