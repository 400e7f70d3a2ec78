package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Downlink.Except;
import io.keel.im.spi.Downlink.ToUsers;
import io.keel.im.spi.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class DownlinkRules extends BusRules {
    private static final GatewayId G1 = new GatewayId("gw-1");
    private static final GatewayId G2 = new GatewayId("gw-2");
    private static final GroupId HALL = new GroupId("hall");

    private final Queue<Downlink> received = new ConcurrentLinkedQueue<>();

    DownlinkRules(BusTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("records of every kind arrive as they were")
    void recordsArriveAsTheyWere() {
        bus().subscribe(G1, received::addAll);
        List<Downlink> pushed = everyKind();

        bus().push(G1, pushed);

        until("all records", () -> received.size() >= pushed.size());
        // Records that hold arrays are not equal by themselves; a text is, whichever form of it was asked for.
        assertThat(List.copyOf(received))
                .usingRecursiveFieldByFieldElementComparator(RecursiveComparisonConfiguration.builder()
                        .withStrictTypeChecking(true)
                        .withEqualsForType(Text::equals, Text.class)
                        .build())
                .containsExactlyInAnyOrderElementsOf(pushed);
    }

    @Test
    @DisplayName("what one caller pushes of one conversation arrives in order")
    void oneCallersRecordsArriveInOrder() {
        bus().subscribe(G1, received::addAll);
        for (int i = 0; i < 300; i++) {
            bus().push(G1, List.of(receipt(ALICE_BOB, 2L * i + 1), receipt(ALICE_BOB, 2L * i + 2)));
        }

        until("all records", () -> received.size() >= 600);
        assertThat(seqs(ALICE_BOB)).isEqualTo(StoreRules.upTo(600));
    }

    @Test
    @DisplayName("callers at once keep the order of their own conversations")
    void callersAtOnceKeepTheirOrder() {
        bus().subscribe(G1, received::addAll);
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ConversationId conversation = conversation(i);
            callers.add(() -> {
                for (int seq = 1; seq <= 200; seq++) {
                    bus().push(G1, List.of(receipt(conversation, seq)));
                }
                return 200;
            });
        }

        together(callers);

        until("all records", () -> received.size() >= 800);
        for (int i = 0; i < 4; i++) {
            assertThat(seqs(conversation(i))).isEqualTo(StoreRules.upTo(200));
        }
    }

    @Test
    @DisplayName("each gateway gets its own records, and those for one that is gone are dropped")
    void eachGatewayGetsItsOwn() {
        Queue<Downlink> second = new ConcurrentLinkedQueue<>();
        bus().subscribe(G1, received::addAll);
        bus().subscribe(G2, second::addAll);

        bus().push(new GatewayId("gw-gone"), List.of(receipt(ALICE_BOB, 9)));
        bus().push(G2, List.of(receipt(ALICE_BOB, 2)));
        bus().push(G1, List.of(receipt(ALICE_BOB, 1)));

        until("one record each", () -> !received.isEmpty() && !second.isEmpty());
        assertThat(List.copyOf(received)).isEqualTo(List.of(receipt(ALICE_BOB, 1)));
        assertThat(List.copyOf(second)).isEqualTo(List.of(receipt(ALICE_BOB, 2)));
    }

    @Test
    @DisplayName("a subscription that has ended gets nothing more, and the others still do")
    void endedSubscriptionGetsNothingMore() {
        Queue<Downlink> ended = new ConcurrentLinkedQueue<>();
        Bus.Subscription first = bus().subscribe(G1, ended::addAll);
        bus().subscribe(G2, received::addAll);
        bus().push(G1, List.of(receipt(ALICE_BOB, 1)));
        until("the first record", () -> ended.size() == 1);
        first.close();
        first.close();

        bus().push(G1, List.of(receipt(ALICE_BOB, 2)));
        bus().push(G2, List.of(receipt(ALICE_BOB, 3)));

        until("the record of the other", () -> received.size() == 1);
        assertThat(ended).hasSize(1);
    }

    private static List<Downlink> everyKind() {
        Drafts drafts = new Drafts();
        Message text = drafts.direct(ALICE, BOB, "你好")
                .mentions(List.of(BOB))
                .build()
                .draft()
                .at(3);
        Message event = new GroupLog(drafts, "hall", Diffusion.READ, ALICE, BOB)
                .created()
                .build()
                .draft()
                .at(1);
        GroupLog group = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE, BOB);
        return List.of(
                new ToUsers(
                        new Notice.Said(text), List.of(ALICE, BOB), new long[] {1, 1L << 40}, new Except(ALICE, PHONE)),
                new ToUsers(new Notice.Said(text.blank()), List.of(BOB), null, null),
                new ToUsers(new Notice.Removed(ALICE_BOB, List.of(1L, 2L)), List.of(BOB), new long[] {7}, null),
                new ToUsers(new Notice.Receipt(ALICE_BOB, BOB, 3), List.of(ALICE), null, new Except(BOB, PHONE)),
                new ToUsers(new Notice.Typing(ALICE_BOB, BOB), List.of(ALICE), null, null),
                new Downlink.ToRoom(HALL, new Notice.Said(event), null),
                new Downlink.ToRoom(HALL, new Notice.Said(event), new Except(ALICE, PHONE)),
                new Downlink.RoomChange(HALL, List.of(ALICE), List.of(BOB)),
                new Downlink.Reply(1L << 60, 2, new Answer.Sent(3, ALICE_BOB, 4, 5, 6)),
                new Downlink.Reply(1, 3, Answer.Done.DONE),
                new Downlink.Reply(1, 4, new Answer.GroupState(group.group())),
                new Downlink.Reply(1, 5, new Answer.Refused(new Refusal(ErrorCode.RATE_LIMITED, "too fast", 400))),
                new Downlink.Kick(1L << 60, "replaced"),
                new Downlink.Revoke(ALICE));
    }

    private List<Long> seqs(ConversationId conversation) {
        return received.stream()
                .map(record -> (Notice.Receipt) ((ToUsers) record).notice())
                .filter(receipt -> receipt.conversation().equals(conversation))
                .map(Notice.Receipt::seq)
                .toList();
    }

    private static Downlink receipt(ConversationId conversation, long seq) {
        return new ToUsers(new Notice.Receipt(conversation, BOB, seq), List.of(ALICE), null, null);
    }
}
