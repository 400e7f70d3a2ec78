package io.keel.im.store.mysql;

import io.keel.im.conversation.Message;
import io.keel.im.spi.Append;
import io.keel.im.spi.SendKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a batch have stored before, or earlier in the batch. A send is known by its key, a command without one by its
 * id. Used by one thread.
 */
final class FirstAnswers {

    private final Map<SendKey, FirstAnswer> sends = new HashMap<>();
    private final Map<Long, FirstAnswer> commands = new HashMap<>();

    /** Looks up what entries have stored: one question for the sends, and one for the other commands. */
    void find(Handle handle, List<Append> batch) {
        Set<SendKey> keys = new HashSet<>(batch.size() * 2);
        Set<Long> ids = new HashSet<>();
        for (Append append : batch) {
            Optional<SendKey> key = SendKeys.of(append.draft());
            key.ifPresent(keys::add);
            if (key.isEmpty()) {
                ids.add(append.draft().messageId());
            }
        }
        MessageRows.bySendKey(handle, keys).forEach(sends::putIfAbsent);
        MessageRows.byMessageId(handle, ids).forEach(commands::putIfAbsent);
    }

    /** Returns what this has stored already, complete once the inboxes of the batch are; null if it is not known to have. */
    @Nullable
    FirstAnswer to(Message draft) {
        Optional<SendKey> key = SendKeys.of(draft);
        return key.isPresent() ? sends.get(key.get()) : commands.get(draft.messageId());
    }

    /** Remembers an entry that is going to be stored. */
    void remember(PlannedEntry entry) {
        Optional<SendKey> key = SendKeys.of(entry.message());
        if (key.isPresent()) {
            sends.put(key.get(), entry);
        } else {
            commands.put(entry.message().messageId(), entry);
        }
    }
}
