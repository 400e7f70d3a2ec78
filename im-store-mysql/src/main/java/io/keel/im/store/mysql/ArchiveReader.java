package io.keel.im.store.mysql;

import com.google.protobuf.ByteString;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.Message;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.ArchiveFiles;
import io.keel.im.store.mysql.v1.ArchivedMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Gives back to archived messages what they said. A message whose row bears no content, though nobody has recalled it, is archived:
 * whoever sees such a row finds its block, since both are committed together. Where nothing is archived, as in nearly all that is
 * read, this asks for nothing.
 */
final class ArchiveReader {

    private final Database database;
    private final @Nullable ArchiveFiles files;

    /**
     * Makes it.
     *
     * @param files null if there is no archive
     */
    ArchiveReader(Database database, @Nullable ArchiveFiles files) {
        this.database = database;
        this.files = files;
    }

    /** Fills messages. */
    CompletionStage<List<Message>> messages(List<Message> read) {
        return filled(read, message -> message, (was, now) -> now);
    }

    /** Fills what stands in an inbox. */
    CompletionStage<List<InboxEntry>> entries(List<InboxEntry> read) {
        return filled(
                read,
                entry -> entry instanceof InboxEntry.Holds holds ? holds.message() : null,
                (was, now) -> new InboxEntry.Holds(was.inboxSeq(), now));
    }

    /** Fills what is told again. */
    <R extends AppendResult> CompletionStage<List<R>> results(List<R> read) {
        return filled(
                read, result -> result instanceof Redelivered again ? again.message() : null, ArchiveReader::toldAgain);
    }

    @SuppressWarnings("unchecked") // only what is a Redelivered had a message to fill
    private static <R extends AppendResult> R toldAgain(R was, Message now) {
        Redelivered again = (Redelivered) was;
        return (R) new Redelivered(now, again.inboxes(), again.inboxSeqs(), again.group());
    }

    private <T> CompletionStage<List<T>> filled(
            List<T> read, Function<T, @Nullable Message> messageOf, BiFunction<T, Message, T> with) {
        List<Message> hollow = new ArrayList<>(0);
        for (T each : read) {
            Message message = messageOf.apply(each);
            if (message != null && isHollow(message)) {
                hollow.add(message);
            }
        }
        if (hollow.isEmpty()) {
            return CompletableFuture.completedFuture(read);
        }
        return contents(hollow).thenApply(contents -> {
            List<T> filled = new ArrayList<>(read.size());
            for (T each : read) {
                Message message = messageOf.apply(each);
                filled.add(
                        message == null || !isHollow(message)
                                ? each
                                : with.apply(each, fill(message, contents.get(message.messageId()))));
            }
            return filled;
        });
    }

    private static boolean isHollow(Message message) {
        return message.content() == Blank.BLANK && !message.recalled();
    }

    private static Message fill(Message hollow, @Nullable ArchivedMessage said) {
        if (said == null) {
            throw new ImException(ErrorCode.INTERNAL, "the archive lacks " + hollow);
        }
        return BlockForm.filled(hollow, said);
    }

    /** Reads what messages said, by their ids. */
    private CompletionStage<Map<Long, ArchivedMessage>> contents(List<Message> hollow) {
        ArchiveFiles archive = files;
        if (archive == null) {
            return CompletableFuture.failedFuture(
                    new ImException(ErrorCode.INTERNAL, "messages are archived, and this store was given no archive"));
        }
        Map<Long, ArchivedMessage> contents = new ConcurrentHashMap<>();
        return database.ask(handle -> blocks(handle, hollow)).thenCompose(blocks -> {
            List<CompletableFuture<Void>> reads = new ArrayList<>(blocks.size());
            for (ArchivedBlock block : blocks) {
                reads.add(archive.read(block.file(), block.position(), block.length())
                        .thenAccept(packed -> take(block, packed, hollow, contents))
                        .toCompletableFuture());
            }
            return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done -> contents);
        });
    }

    private static void take(
            ArchivedBlock block, ByteString packed, List<Message> hollow, Map<Long, ArchivedMessage> contents) {
        Map<Long, ArchivedMessage> messages = BlockForm.unpack(packed);
        for (Message each : hollow) {
            ArchivedMessage said = messages.get(each.seq());
            if (said != null && each.conversation().equals(block.conversation())) {
                contents.put(each.messageId(), said);
            }
        }
    }

    /** Finds the blocks of messages: one step each, save for those that the block before holds too. */
    private static List<ArchivedBlock> blocks(Handle handle, List<Message> hollow) {
        List<Message> inOrder = new ArrayList<>(hollow);
        inOrder.sort(Comparator.comparing(Message::conversation).thenComparing(Message::seq));
        List<ArchivedBlock> blocks = new ArrayList<>();
        ArchivedBlock last = null;
        for (Message each : inOrder) {
            if (last != null && last.conversation().equals(each.conversation()) && last.holds(each.seq())) {
                continue;
            }
            last = ArchivedBlock.holding(handle, each.conversation(), each.seq())
                    .orElse(null);
            if (last != null) {
                blocks.add(last);
            }
        }
        return blocks;
    }
}
