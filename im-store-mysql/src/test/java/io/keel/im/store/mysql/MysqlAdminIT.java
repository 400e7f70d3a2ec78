package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.Append;
import io.keel.im.store.mysql.SchemaReport.State;
import io.keel.im.testkit.engine.MysqlEngine;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlAdminIT {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final ConversationId ALICE_BOB = ConversationId.direct(ALICE, BOB);

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private final MysqlAdmin admin = MysqlAdmin.open(SCHEMA.url());

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void schemaThatIsAppliedAndDurableIsSound() {
        SchemaReport report = done(admin.schema());

        assertThat(report.sound()).isTrue();
        assertThat(report.migrations())
                .extracting(SchemaReport.Migration::state)
                .hasSizeGreaterThanOrEqualTo(3)
                .containsOnly(State.APPLIED);
        assertThat(report.migrations().get(0).version()).isEqualTo("1");
        assertThat(report.settings()).contains(new SchemaReport.Setting("innodb_flush_log_at_trx_commit", "1", "1"));
        assertThat(report.server()).isNotEmpty();
    }

    @Test
    void serverThatMayLoseACommitIsNotSound() {
        SCHEMA.sql("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
        try {
            SchemaReport report = done(admin.schema());
            assertThat(report.sound()).isFalse();
            assertThat(report.settings())
                    .filteredOn(setting -> !setting.sound())
                    .containsExactly(new SchemaReport.Setting("innodb_flush_log_at_trx_commit", "2", "1"));
        } finally {
            SCHEMA.sql("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        }
    }

    @Test
    void lookingMakesNoTables() {
        String name = "im_" + UUID.randomUUID().toString().replace("-", "");
        try (MysqlAdmin empty = MysqlAdmin.open(MysqlEngine.withDatabase(SCHEMA.url(), name))) {
            SchemaReport report = done(empty.schema());

            assertThat(report.sound()).isFalse();
            assertThat(report.migrations())
                    .extracting(SchemaReport.Migration::state)
                    .containsOnly(State.PENDING);
            assertThat(SCHEMA.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = ?", name))
                    .isEmpty();
        } finally {
            SCHEMA.sql("DROP DATABASE IF EXISTS " + name);
        }
    }

    @Test
    void migrationsOfANewerVersionAreUnknownAndThoseThatChangedAreTold() {
        SCHEMA.sql("INSERT INTO im_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) VALUES (900, '900', 'later', 'SQL', 'V900__later.sql', 1,"
                + " 'x', 1, 1)");
        SCHEMA.sql("UPDATE im_schema_history SET checksum = checksum + 1 WHERE version = '2'");
        try {
            assertThat(done(admin.schema()).migrations())
                    .extracting(SchemaReport.Migration::version, SchemaReport.Migration::state)
                    .contains(tuple("2", State.CHANGED), tuple("900", State.UNKNOWN));
        } finally {
            SCHEMA.sql("DELETE FROM im_schema_history WHERE version = '900'");
            SCHEMA.sql("UPDATE im_schema_history SET checksum = checksum - 1 WHERE version = '2'");
        }
    }

    @Test
    void epochIsAnotherOnceRenewed() {
        String before = done(admin.epoch());

        String renewed = done(admin.renewEpoch());

        assertThat(renewed).isNotEqualTo(before).hasSize(36);
        assertThat(done(admin.epoch())).isEqualTo(renewed);
        try (MysqlStore store = SCHEMA.store()) {
            assertThat(done(store.stores().epochs().epoch())).isEqualTo(renewed);
        }
    }

    @Test
    void conversationsAreToldOfByTheirHeads() throws Exception {
        GroupId team = new GroupId("team");
        try (MysqlStore store = SCHEMA.emptyStore()) {
            Sender.append(store.stores(), List.of(Sender.text(ALICE, BOB), Sender.text(BOB, ALICE)));
            Append created = Sender.created(team, Diffusion.WRITE, List.of(ALICE, BOB));
            Sender.append(store.stores(), List.of(created));

            ConversationFacts direct = done(admin.conversation(ALICE_BOB)).orElseThrow();
            ConversationFacts group =
                    done(admin.conversation(ConversationId.group(team))).orElseThrow();

            assertThat(direct.seq()).isEqualTo(2);
            assertThat(direct.said()).isEqualTo(2);
            assertThat(direct.membershipVersion()).isZero();
            assertThat(direct.group()).isEmpty();
            assertThat(group.seq()).isEqualTo(1);
            assertThat(group.said()).isZero();
            assertThat(group.membershipVersion()).isEqualTo(1);
            assertThat(group.group())
                    .hasValueSatisfying(found -> assertThat(found.size()).isEqualTo(2));
            assertThat(group.lastActivity())
                    .isEqualTo(SnowflakeIds.millisOf(created.draft().at(1).messageId()));
            assertThat(done(admin.members(team, "", 10)))
                    .extracting(Member::user)
                    .containsExactly(ALICE, BOB);
            assertThat(done(admin.members(team, "alice", 10)))
                    .extracting(Member::user)
                    .containsExactly(BOB);
        }
        assertThat(done(admin.conversation(ConversationId.direct(BOB, new UserId("carol")))))
                .isEmpty();
        assertThat(done(admin.group(new GroupId("nobody-made-it")))).isEmpty();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
