package io.keel.im.store.mysql;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.ArchiveFiles;
import io.keel.im.spi.MessageArchive;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Moves texts and data from {@code messages} to files.
 *
 * <p>Why nothing is lost: a file is noted down, then written whole and flushed, and only then does a small transaction take each of
 * its blocks into account, which blanks the rows in the same step. Rows never change but by a recall, which blanks them too, so that
 * what was read for the file is what is blanked. A crash leaves a file of which some blocks count; one of which none does is doomed,
 * deleted and forgotten by the next run, in this order. Who takes a block into account holds the file's note in share, so that
 * nobody can doom it meanwhile; two who archive at once meet on the block's key, and the slower one leaves the block out.
 */
final class MysqlArchive implements MessageArchive {

    private static final int WRITTEN = 0;
    private static final int SEALED = 1;
    private static final int DOOMED = 2;

    private static final String NOTE = "INSERT INTO archive_files (file, sealed) VALUES (?, " + WRITTEN + ")";
    private static final String SHARE_NOTE =
            "SELECT sealed FROM archive_files WHERE file = ? AND sealed <> " + DOOMED + " LOCK IN SHARE MODE";
    private static final String BLANK =
            "UPDATE messages SET text = NULL, data = NULL, content_type = NULL, details = NULL"
                    + " WHERE conversation_id = ? AND seq BETWEEN ? AND ? AND kind IN (" + MessageColumns.TEXT + ","
                    + MessageColumns.DATA + ")";
    private static final String MOVE_MARK = "UPDATE archive_mark SET message_id = ? WHERE id = 1 AND message_id < ?";

    private static final String UNSEALED =
            "SELECT file FROM archive_files WHERE sealed IN (" + WRITTEN + "," + DOOMED + ")";
    private static final String LOCK_NOTE = "SELECT sealed FROM archive_files WHERE file = ? FOR UPDATE";
    private static final String IS_USED = "SELECT 1 FROM archived_blocks WHERE file = ? AND bytes > 0 LIMIT 1";
    private static final String SET_NOTE = "UPDATE archive_files SET sealed = ? WHERE file = ?";
    private static final String FORGET = "DELETE FROM archive_files WHERE file = ? AND sealed = " + DOOMED;

    private final Database database;
    private final ArchiveFiles files;
    private final ArchiveSegment.Limits limits;

    MysqlArchive(Database database, ArchiveFiles files, ArchiveSegment.Limits limits) {
        this.database = database;
        this.files = files;
        this.limits = limits;
    }

    @Override
    public CompletionStage<Long> archive(Instant before, BooleanSupplier goOn) {
        long cutoff = SnowflakeIds.firstAt(before.toEpochMilli());
        return database.ask(
                        handle -> handle.select(UNSEALED).mapTo(String.class).list())
                .thenCompose(left -> tidy(left, 0))
                .thenCompose(done -> next(cutoff, goOn, 0));
    }

    private CompletionStage<Long> next(long cutoff, BooleanSupplier goOn, long moved) {
        if (!goOn.getAsBoolean()) {
            return CompletableFuture.completedFuture(moved);
        }
        String file = "messages-" + UUID.randomUUID();
        return database.ask(handle -> ArchiveSegment.gather(handle, file, cutoff, limits))
                .thenCompose(segment -> {
                    if (!segment.blocks().isEmpty()) {
                        return save(file, segment).thenCompose(more -> next(cutoff, goOn, moved + more));
                    } else if (segment.windowEmpty()) {
                        return CompletableFuture.completedFuture(moved);
                    }
                    return database.<Integer>change(
                                    handle -> handle.execute(MOVE_MARK, segment.windowEnd(), segment.windowEnd()))
                            .thenCompose(done -> next(cutoff, goOn, moved));
                });
    }

    private CompletionStage<Long> save(String file, ArchiveSegment segment) {
        return database.<Integer>change(handle -> handle.execute(NOTE, file))
                .thenCompose(noted -> files.write(file, segment.content()))
                .thenCompose(written ->
                        account(segment.blocks(), 0, 0).exceptionallyCompose(failure -> cleared(file, failure)))
                .thenCompose(moved -> tidy(List.of(file), 0).thenApply(done -> moved));
    }

    /** Another archiver that cleared the file away before it was written left nothing that would do so now. */
    private CompletionStage<Long> cleared(String file, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        CompletionStage<Void> gone =
                cause instanceof Forgotten ? files.delete(file) : CompletableFuture.completedFuture(null);
        return gone.thenCompose(done -> CompletableFuture.failedFuture(failure));
    }

    /** The file of a block was doomed when no block was in it, and so none ever will be. */
    private static final class Forgotten extends ImException {

        @Serial
        private static final long serialVersionUID = 1L;

        Forgotten(String file) {
            super(ErrorCode.UNAVAILABLE, "somebody else archives: " + file + " is forgotten");
        }
    }

    private CompletionStage<Long> account(List<ArchivedBlock> blocks, int index, long moved) {
        if (index == blocks.size()) {
            return CompletableFuture.completedFuture(moved);
        }
        return database.<Integer>change(handle -> account(handle, blocks.get(index)))
                .thenCompose(more -> account(blocks, index + 1, moved + more));
    }

    /** Takes a block into account; returns how many messages are archived by it. */
    private static int account(Handle handle, ArchivedBlock block) {
        if (handle.select(SHARE_NOTE, block.file())
                .mapTo(Integer.class)
                .findOne()
                .isEmpty()) {
            throw new Forgotten(block.file());
        } else if (ArchivedBlock.lastOf(handle, block.conversation()) != block.first() - 1) {
            return 0;
        }
        block.insert(handle);
        return handle.execute(BLANK, block.conversation().value(), block.first(), block.last());
    }

    /** Seals files that are in use, and clears away those that are not. */
    private CompletionStage<Void> tidy(List<String> left, int index) {
        if (index == left.size()) {
            return CompletableFuture.completedFuture(null);
        }
        String file = left.get(index);
        return database.<Boolean>change(handle -> doom(handle, file))
                .thenCompose(doomed -> doomed ? delete(file) : CompletableFuture.completedFuture(null))
                .thenCompose(done -> tidy(left, index + 1));
    }

    /** Decides what becomes of a file; tells whether it is to be deleted. */
    private static boolean doom(Handle handle, String file) {
        int state =
                handle.select(LOCK_NOTE, file).mapTo(Integer.class).findOne().orElse(SEALED);
        if (state == WRITTEN) {
            state = handle.select(IS_USED, file).mapTo(Integer.class).findOne().isPresent() ? SEALED : DOOMED;
            handle.execute(SET_NOTE, state, file);
        }
        return state == DOOMED;
    }

    private CompletionStage<Void> delete(String file) {
        return files.delete(file)
                .thenCompose(gone -> database.<Integer>change(handle -> handle.execute(FORGET, file)))
                .thenAccept(forgotten -> {});
    }
}
