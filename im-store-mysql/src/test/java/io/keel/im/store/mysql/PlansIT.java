package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Append;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the server says it would answer, over tables large enough to matter. */
class PlansIT {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private static final UserId ALICE = Sender.user("alice");
    private static final ConversationId TEAM = ConversationId.group(new GroupId("team"));

    @BeforeAll
    static void fill() throws Exception {
        try (MysqlStore store = SCHEMA.emptyStore()) {
            List<UserId> members = new ArrayList<>(List.of(ALICE));
            IntStream.range(0, 50).forEach(i -> members.add(Sender.user("member-" + i)));
            Sender.append(store.stores(), List.of(Sender.created(TEAM.requireGroup(), Diffusion.WRITE, members)));
            for (int i = 0; i < 40; i++) {
                List<Append> batch = new ArrayList<>();
                for (int k = 0; k < 50; k++) {
                    batch.add(Sender.text(ALICE, Sender.user("peer-" + k)));
                    batch.add(Sender.text(members.get(k), ALICE));
                }
                batch.add(Sender.text(TEAM, members.get(i), members, 1));
                Sender.append(store.stores(), batch);
            }
        }
        SCHEMA.rows("ANALYZE TABLE messages, message_user_relations, conversations, inbox_heads, group_members,"
                + " user_conversations");
    }

    @Test
    void historyIsARangeOfTheClusteredKey() {
        for (String sql : List.of(MessageRows.AFTER, MessageRows.BEFORE)) {
            Map<String, Object> plan = plan(sql, "d:alice:peer-7", 20, 50).get(0);

            assertThat(plan).containsEntry("type", "range").containsEntry("key", "PRIMARY");
            assertThat(String.valueOf(plan.get("extra")))
                    .doesNotContain("filesort")
                    .doesNotContain("temporary");
        }
    }

    @Test
    void syncIsARangeOfTheClusteredKeyAndOneMessagePerEntry() {
        List<Map<String, Object>> plan = plan(MysqlInboxStore.READ, "alice", 100, 50);

        assertThat(plan).extracting(row -> row.get("table")).containsExactly("r", "m");
        assertThat(plan.get(0)).containsEntry("type", "range").containsEntry("key", "PRIMARY");
        assertThat(plan.get(1)).containsEntry("type", "eq_ref").containsEntry("key", "PRIMARY");
        assertThat(plan)
                .allSatisfy(row -> assertThat(String.valueOf(row.get("extra")))
                        .doesNotContain("filesort")
                        .doesNotContain("temporary"));
    }

    @Test
    void archivedBlockIsOneStepOfTheClusteredKey() {
        SCHEMA.sql("DELETE FROM archived_blocks");
        for (int block = 0; block < 200; block++) {
            SCHEMA.sql(
                    "INSERT INTO archived_blocks (conversation_id, first_seq, last_seq, file, starts_at, bytes)"
                            + " VALUES (?, ?, ?, 'f', 0, 1)",
                    block % 2 == 0 ? "d:alice:peer-7" : "d:alice:peer-8",
                    block * 100 + 1,
                    block * 100 + 100);
        }
        SCHEMA.rows("ANALYZE TABLE archived_blocks");

        Map<String, Object> plan =
                plan(ArchivedBlock.FIND, "d:alice:peer-7", 5_000).get(0);

        assertThat(plan).containsEntry("type", "range").containsEntry("key", "PRIMARY");
        assertThat(String.valueOf(plan.get("extra"))).doesNotContain("filesort").doesNotContain("temporary");
    }

    @Test
    void archivingWalksTheIndexOfIdsAndRangesOfTheClusteredKey() {
        Map<String, Object> window = plan(ArchiveSegment.WINDOW, (1L << 60) + 100, (1L << 60) + 400, 50)
                .get(0);
        assertThat(window).containsEntry("type", "range").containsEntry("key", "message_id");
        assertThat(String.valueOf(window.get("extra"))).contains("Using index").doesNotContain("filesort");

        assertThat(plan(ArchiveSegment.RANGE, "d:alice:peer-7", 20, 50).get(0))
                .containsEntry("type", "range")
                .containsEntry("key", "PRIMARY");
    }

    @Test
    void readersAreCountedByAnIndexOfPositionsAlone() {
        Map<String, Object> plan =
                plan(ReaderCounts.COUNT, TEAM.value(), 3, 3, "").get(0);

        assertThat(plan).containsEntry("key", "positions").containsEntry("table", "user_conversations");
        assertThat(String.valueOf(plan.get("extra"))).contains("Using index");
        assertThat(plan(ReaderCounts.TOTAL, 3, "alice", 3, "team"))
                .allSatisfy(row -> assertThat(row.get("type")).isNotEqualTo("ALL"));
    }

    @Test
    void whatWasStoredBeforeIsFoundByItsUniqueKeys() {
        assertThat(plan(
                                MessageRows.BY_SEND_KEY.replace("%s", "(?, ?, ?), (?, ?, ?)"),
                                "alice",
                                "phone",
                                "c-1",
                                "alice",
                                "phone",
                                "c-2")
                        .get(0))
                .containsEntry("key", "sent");
        assertThat(plan(MessageRows.BY_MESSAGE_ID.replace("%s", "?, ?"), 1, 2).get(0))
                .containsEntry("key", "message_id");
    }

    @Test
    void listsReadNoLog() {
        for (String sql : List.of(ConversationLists.DIRECT, ConversationLists.GROUPS)) {
            assertThat(plan(sql, "alice", Long.MAX_VALUE, Long.MAX_VALUE, "", 50))
                    .allSatisfy(row -> assertThat(row.get("type")).isIn("ref", "range", "eq_ref", "const"));
        }
    }

    private static List<Map<String, Object>> plan(String sql, Object... values) {
        return SCHEMA.rows("EXPLAIN FORMAT=TRADITIONAL " + sql, values);
    }
}
