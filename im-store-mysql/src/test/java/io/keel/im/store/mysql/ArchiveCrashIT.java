package io.keel.im.store.mysql;

import static io.keel.im.store.mysql.OldChat.ALICE_BOB;
import static io.keel.im.store.mysql.OldChat.ALICE_CAROL;
import static io.keel.im.store.mysql.OldChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.conversation.Message;
import io.keel.im.job.FolderArchive;
import io.keel.im.spi.Append;
import io.keel.im.spi.ArchiveFiles;
import io.keel.im.spi.Stores;
import io.keel.im.store.mysql.OldChat.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Archiving that is cut off anywhere, or done by two, or met by a recall. */
class ArchiveCrashIT {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private static final ArchiveSegment.Limits SMALL = new ArchiveSegment.Limits(9, 4, 2, 100_000, 300);

    @TempDir
    Path folder;

    private Instant old = OldChat.START;

    @Test
    void deathBeforeAnyStatementLosesNothing() throws Exception {
        int step = 0;
        while (true) {
            FailingStatements failing = new FailingStatements(step++);
            Reading before = fill();
            try (MysqlStore dying = MysqlStore.builder(failing.over(SCHEMA.dataSource()))
                    .connections(1)
                    .archive(FolderArchive.in(folder))
                    .archiveLimits(SMALL)
                    .build()) {
                dying.archive().archive(old, () -> true).toCompletableFuture().get();
            } catch (ImException | ExecutionException e) {
                assertThat(failing.failed()).isTrue();
            }
            assertNothingLost(before);
            if (!failing.failed()) {
                break;
            }
        }
        assertThat(step).as("statements that failed").isGreaterThan(40);
    }

    @Test
    void deathAroundAnyFileLosesNothing() throws Exception {
        boolean failed = true;
        for (int call = 0; failed; call++) {
            for (boolean done : new boolean[] {false, true}) {
                Reading before = fill();
                FailingFiles files = new FailingFiles(FolderArchive.in(folder), call, done);
                try (MysqlStore dying = store(files)) {
                    dying.archive()
                            .archive(old, () -> true)
                            .toCompletableFuture()
                            .get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(ImException.class);
                }
                failed = files.left < 0;
                assertNothingLost(before);
            }
        }
    }

    @Test
    void messageThatIsRecalledAmidArchivingStaysRecalled() throws Exception {
        fill();
        OldChat late = new OldChat();
        late.pass(Duration.ofDays(30));
        try (MysqlStore store = SCHEMA.store()) {
            Stores stores = store.stores();
            ArchiveFiles files = FolderArchive.in(folder);
            ArchiveFiles recalling = new ForwardingFiles(files) {
                @Override
                public CompletionStage<Void> write(String name, ByteString content) {
                    return super.write(name, content).thenCompose(done -> {
                        List<Append> recalls = new ArrayList<>();
                        for (long seq = 1; seq <= 3; seq++) {
                            recalls.add(late.recall(ALICE_BOB, seq));
                        }
                        return stores.conversations().append(recalls).thenAccept(results -> {});
                    });
                }
            };
            try (MysqlStore archiving = store(recalling)) {
                answer(archiving.archive().archive(old, () -> true));
                assertThat(OldChat.log(archiving.stores(), ALICE_BOB).subList(0, 5))
                        .extracting(Message::recalled)
                        .containsExactly(true, true, true, true, false);
            }
        }
    }

    @Test
    void twoWhoArchiveAtOnceDoNoHarm() throws Exception {
        for (int round = 0; round < 10; round++) {
            Reading before = fill();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try (MysqlStore one = store(FolderArchive.in(folder));
                    MysqlStore other = store(FolderArchive.in(folder))) {
                List<Callable<Long>> runs = List.of(
                        () -> answer(one.archive().archive(old, () -> true)),
                        () -> answer(other.archive().archive(old, () -> true)));
                long moved = 0;
                for (Future<Long> run : threads.invokeAll(runs)) {
                    try {
                        moved += run.get();
                    } catch (ExecutionException e) {
                        // The other one has cleared its file away, before or while it was written.
                        assertThat(Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause))
                                .hasAtLeastOneElementOfType(ImException.class);
                    }
                }
                assertThat(moved).isPositive();
            } finally {
                threads.shutdownNow();
            }
            assertNothingLost(before);
        }
    }

    /** Two conversations of a while ago, and nothing archived. */
    private Reading fill() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (MysqlStore store = SCHEMA.emptyStore()) {
            OldChat chat = new OldChat();
            chat.say(store.stores(), ALICE_BOB, 13);
            chat.say(store.stores(), ALICE_CAROL, 6);
            old = chat.now().plusSeconds(1);
            return OldChat.read(store.stores());
        }
    }

    private static MysqlStore store(ArchiveFiles files) {
        return SCHEMA.store(builder -> builder.connections(2).archive(files).archiveLimits(SMALL));
    }

    /** All is there, the next run does what is left, and then there is no file that nobody needs. */
    private void assertNothingLost(Reading before) throws Exception {
        try (MysqlStore next = store(FolderArchive.in(folder))) {
            assertThat(OldChat.read(next.stores())).isEqualTo(before);

            answer(next.archive().archive(old, () -> true));

            assertThat(OldChat.read(next.stores())).isEqualTo(before);
            assertThat(
                            SCHEMA.number(
                                    "SELECT COUNT(*) FROM messages WHERE kind IN (1, 2) AND (text IS NOT NULL OR data IS NOT NULL)"))
                    .isZero();
            answer(next.archive().archive(old, () -> true));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(
                            SCHEMA.rows("SELECT DISTINCT file FROM archived_blocks").stream()
                                    .map(row -> String.valueOf(row.get("file")))
                                    .toList());
        }
        assertThat(SCHEMA.rows(
                        "SELECT b.* FROM archived_blocks b WHERE b.first_seq <> 1 + COALESCE((SELECT MAX(o.last_seq)"
                                + " FROM archived_blocks o WHERE o.conversation_id = b.conversation_id"
                                + " AND o.first_seq < b.first_seq), 0)"))
                .isEmpty();
    }

    private static class ForwardingFiles implements ArchiveFiles {

        private final ArchiveFiles files;

        ForwardingFiles(ArchiveFiles files) {
            this.files = files;
        }

        @Override
        public CompletionStage<Void> write(String name, ByteString content) {
            return files.write(name, content);
        }

        @Override
        public CompletionStage<ByteString> read(String name, long position, int length) {
            return files.read(name, position, length);
        }

        @Override
        public CompletionStage<Void> delete(String name) {
            return files.delete(name);
        }
    }

    /** The nth write fails, after it was done or not, and every later one. */
    private static final class FailingFiles extends ForwardingFiles {

        private final boolean done;
        private int left;

        FailingFiles(ArchiveFiles files, int writes, boolean done) {
            super(files);
            this.left = writes;
            this.done = done;
        }

        @Override
        public CompletionStage<Void> write(String name, ByteString content) {
            if (left-- > 0) {
                return super.write(name, content);
            }
            ImException failure = new ImException(ErrorCode.UNAVAILABLE, "the disk is gone");
            return done
                    ? super.write(name, content).thenCompose(written -> CompletableFuture.failedFuture(failure))
                    : CompletableFuture.failedFuture(failure);
        }
    }
}
