package io.keel.im.store.mysql;

import static io.keel.im.store.mysql.OldChat.ALICE_BOB;
import static io.keel.im.store.mysql.OldChat.ALICE_CAROL;
import static io.keel.im.store.mysql.OldChat.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.Message;
import io.keel.im.job.FolderArchive;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.CommandKey;
import io.keel.im.store.mysql.OldChat.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is archived reads as it did, and everything else stays. */
class MysqlArchiveIT {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private static final ArchiveSegment.Limits SMALL = new ArchiveSegment.Limits(20, 10, 4, 100_000, 1_000);

    @TempDir
    Path folder;

    private final OldChat chat = new OldChat();
    private MysqlStore store;
    private Instant old;

    @BeforeEach
    void fill() throws Exception {
        SCHEMA.emptyStore().close();
        store = SCHEMA.store(
                builder -> builder.archive(FolderArchive.in(folder)).archiveLimits(SMALL));
        chat.say(store.stores(), ALICE_BOB, 47);
        chat.say(store.stores(), ALICE_CAROL, 23);
        old = chat.now().plus(Duration.ofSeconds(1));
        chat.pass(Duration.ofDays(90));
        chat.say(store.stores(), ALICE_BOB, 12);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everythingReadsAsBefore() throws Exception {
        Reading before = OldChat.read(store.stores());

        long moved = archive();

        assertThat(moved).isEqualTo(hollowRows()).isGreaterThan(50);
        assertThat(OldChat.read(store.stores())).isEqualTo(before);
        for (Message message : before.aliceBob()) {
            assertThat(answer(store.stores().conversations().find(ALICE_BOB, message.seq())))
                    .contains(message);
        }
        assertThat(SCHEMA.number("SELECT COUNT(*) FROM messages WHERE kind IN (1, 2) AND text IS NULL AND data IS NULL"
                        + " AND seq > 47"))
                .as("young messages that were moved")
                .isZero();
        Numbering.check(SCHEMA);
    }

    @Test
    void archivingAgainChangesNothing() throws Exception {
        archive();
        List<Map<String, Object>> rows = SCHEMA.rows("SELECT * FROM archived_blocks");
        List<String> files = files();

        assertThat(archive()).isZero();

        assertThat(SCHEMA.rows("SELECT * FROM archived_blocks")).isEqualTo(rows);
        assertThat(files()).isEqualTo(files);
        assertThat(SCHEMA.number("SELECT COUNT(*) FROM archive_files WHERE sealed <> 1"))
                .isZero();
    }

    @Test
    void blocksFollowEachOtherAndFilesAreGzips() throws Exception {
        archive();

        assertThat(SCHEMA.number("SELECT COUNT(*) FROM archived_blocks")).isGreaterThanOrEqualTo(7);
        OldChat.checkBlocks(SCHEMA);
        assertThat(files()).hasSizeGreaterThan(1);
        for (String file : files()) {
            try (InputStream gzip = new GZIPInputStream(Files.newInputStream(folder.resolve(file)))) {
                assertThat(gzip.readAllBytes()).isNotEmpty();
            }
        }
    }

    @Test
    void whatGrowsOldLaterIsArchivedLater() throws Exception {
        archive();
        Reading before = OldChat.read(store.stores());
        chat.pass(Duration.ofDays(90));
        old = chat.now();

        assertThat(archive()).isPositive();

        assertThat(OldChat.read(store.stores())).isEqualTo(before);
        assertThat(SCHEMA.number(
                        "SELECT COUNT(*) FROM messages WHERE kind IN (1, 2) AND text IS NULL AND data IS NULL"))
                .isEqualTo(SCHEMA.number("SELECT COUNT(*) FROM messages WHERE kind IN (1, 2)"));
        OldChat.checkBlocks(SCHEMA);
    }

    @Test
    void fewMessagesWaitForMoreUnlessNoneFollow() throws Exception {
        // 47 of 58 are old: four blocks of ten, and seven that are enough for a block of their own.
        archive();
        assertThat(lastOf(ALICE_BOB.value())).isEqualTo(47);
        assertThat(lastOf(ALICE_CAROL.value()))
                .as("three are left, and nothing follows")
                .isEqualTo(23);

        old = OldChat.START
                .plus(Duration.ofDays(90))
                .plus(Duration.ofMinutes(47 + 23 + 3))
                .plusSeconds(1);
        assertThat(archive()).as("three more are old by now, and others follow").isZero();
        assertThat(lastOf(ALICE_BOB.value())).isEqualTo(47);
    }

    @Test
    void archivedMessageIsRecalledForGood() throws Exception {
        archive();
        Append recall = chat.recall(ALICE_BOB, 1);

        assertThat(OldChat.result(store.stores(), recall)).isInstanceOf(AppendResult.Stored.class);
        assertThat(OldChat.result(store.stores(), chat.recall(ALICE_BOB, 1)))
                .isEqualTo(AppendResult.Unchanged.UNCHANGED);
        assertThat(OldChat.result(store.stores(), recall)).isInstanceOf(AppendResult.Redelivered.class);

        Message blank = OldChat.log(store.stores(), ALICE_BOB).get(0);
        assertThat(blank.recalled()).isTrue();
        assertThat(blank.content()).isEqualTo(Blank.BLANK);
        assertThat(blank.ext()).isEmpty();
        assertThat(OldChat.read(store.stores()).bobs().get(0).toString()).contains("recalled");
    }

    @Test
    void whatWasRecalledBeforeIsInNoFile() throws Exception {
        Append secret = chat.said(ALICE_CAROL, 0);
        AppendResult.Stored stored = (AppendResult.Stored) OldChat.result(store.stores(), secret);
        OldChat.result(store.stores(), chat.recall(ALICE_CAROL, stored.message().seq()));
        old = chat.now().plusSeconds(1);
        archive();

        assertThat(unpacked())
                .contains("text 9 你好")
                .doesNotContain(Long.toString(secret.draft().messageId()));
        assertThat(OldChat.log(store.stores(), ALICE_CAROL)
                        .get((int) stored.message().seq() - 1)
                        .recalled())
                .isTrue();
    }

    @Test
    void whatIsSentAgainIsAnsweredAsTheFirstTime() throws Exception {
        Append first = chat.said(ALICE_CAROL, 10);
        AppendResult.Stored stored = (AppendResult.Stored) OldChat.result(store.stores(), first);
        old = chat.now().plusSeconds(1);
        archive();

        assertThat(OldChat.result(store.stores(), chat.again(first)))
                .isInstanceOfSatisfying(AppendResult.Repeated.class, repeated -> {
                    assertThat(repeated.seq()).isEqualTo(stored.message().seq());
                    assertThat(repeated.digest()).isEqualTo(first.digest());
                });
        assertThat(OldChat.result(store.stores(), first))
                .isInstanceOfSatisfying(
                        AppendResult.Redelivered.class,
                        again -> assertThat(again.message()).isEqualTo(stored.message()));
        CommandKey key = new CommandKey(first.draft().messageId(), ALICE_CAROL, null);
        assertThat(answer(store.stores().conversations().repeats(List.of(key))).get(key))
                .isInstanceOfSatisfying(
                        AppendResult.Redelivered.class,
                        again -> assertThat(again.message()).isEqualTo(stored.message()));
    }

    @Test
    void lostLockStopsIt() throws Exception {
        List<Boolean> answers = new ArrayList<>(List.of(true, false));

        long moved = answer(store.archive().archive(old, () -> answers.remove(0)));

        assertThat(moved).isPositive().isLessThan(50);
        assertThat(files()).hasSize(1);
    }

    @Test
    void storeWithoutTheArchiveSaysSo() throws Exception {
        archive();
        try (MysqlStore bare = SCHEMA.store()) {
            assertThat(bare.stores().conversations().find(ALICE_BOB, 1).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            ImException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
            assertThat(answer(bare.stores().conversations().find(ALICE_BOB, 58)))
                    .isPresent();
            assertThatThrownBy(bare::archive).isInstanceOf(IllegalStateException.class);
        }
    }

    private long archive() throws Exception {
        return answer(store.archive().archive(old, () -> true));
    }

    private static long hollowRows() {
        return SCHEMA.number("SELECT COUNT(*) FROM messages WHERE kind IN (1, 2) AND text IS NULL AND data IS NULL");
    }

    private static long lastOf(String conversation) {
        return SCHEMA.number("SELECT MAX(last_seq) FROM archived_blocks WHERE conversation_id = ?", conversation);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private String unpacked() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : files()) {
            try (InputStream gzip = new GZIPInputStream(Files.newInputStream(folder.resolve(file)))) {
                all.append(new String(gzip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
