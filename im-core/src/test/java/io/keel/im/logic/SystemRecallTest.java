package io.keel.im.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.seq.SeqWindow;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The system takes messages back by nobody's right. */
class SystemRecallTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");
    private static final ConversationId ANN_BOB = ConversationId.direct(ANN, BOB);
    private static final GroupId TEAM = new GroupId("team");
    private static final ConversationId IN_TEAM = ConversationId.group(TEAM);

    private final Desk desk = new Desk(UnaryOperator.identity());

    @BeforeEach
    void everybodyIsOnline() {
        desk.online(ANN, BOB, CAT);
        desk.held(TEAM);
    }

    @Test
    void eventIsFromNobodyAndStandsInBothInboxes() {
        desk.handle(desk.submission(ANN, desk.text(ANN_BOB, "buy now")));

        Submission recall = desk.ofTheSystem(new Recall(ANN_BOB, 1));
        List<Desk.Told> told = desk.handle(recall);

        Message event = desk.heard.get(1);
        assertThat(event.content()).isEqualTo(Event.recalled(1));
        assertThat(event.from()).isEmpty();
        assertThat(event.device()).isEmpty();
        assertThat(log(ANN_BOB).get(0).recalled()).isTrue();
        assertThat(told.toString()).contains("ann=2").contains("bob=2");
        assertThat(desk.handle(recall)).as("handed over again").isEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource
    void groupsMessageIsTakenBackWithNoRoleInIt(Diffusion diffusion) {
        desk.handle(desk.submission(ANN, new GroupCommand.Create(TEAM, "team", List.of(BOB), diffusion, true)));
        desk.handle(desk.submission(ANN, desk.text(IN_TEAM, "buy now")));

        List<Desk.Told> told = desk.handle(desk.ofTheSystem(new Recall(IN_TEAM, 2)));

        assertThat(told).isNotEmpty();
        assertThat(log(IN_TEAM)).extracting(Message::recalled).containsExactly(false, true, false);
    }

    @Test
    void disbandedGroupsMessageIsTakenBackAsWell() {
        desk.handle(desk.submission(ANN, new GroupCommand.Create(TEAM, "team", List.of(BOB), null, true)));
        desk.handle(desk.submission(ANN, desk.text(IN_TEAM, "buy now")));
        desk.handle(desk.submission(ANN, new GroupCommand.Disband(TEAM)));

        desk.handle(desk.ofTheSystem(new Recall(IN_TEAM, 2)));

        assertThat(log(IN_TEAM).get(1).recalled()).isTrue();
    }

    @Test
    void whatIsRecalledOrCannotBeStoresNothing() {
        desk.handle(desk.submission(ANN, desk.text(ANN_BOB, "oops")));
        desk.handle(desk.submission(ANN, new Recall(ANN_BOB, 1)));

        assertThat(desk.answer(desk.ofTheSystem(new Recall(ANN_BOB, 1)))).isEqualTo(Answer.Done.DONE);
        assertThat(refusal(new Recall(ANN_BOB, 2))).isEqualTo(ErrorCode.FAILED_PRECONDITION);
        assertThat(refusal(new Recall(ANN_BOB, 3))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(new Recall(IN_TEAM, 1))).isEqualTo(ErrorCode.NOT_FOUND);

        assertThat(log(ANN_BOB)).hasSize(2);
    }

    @Test
    void strangerStillNeedsTheRight() {
        desk.handle(desk.submission(ANN, desk.text(ANN_BOB, "mine")));

        assertThat(desk.answer(desk.submission(CAT, new Recall(ANN_BOB, 1))))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    }

    @Test
    void systemSaysNothing() {
        for (Command command : List.of(desk.text(ANN_BOB, "hello"), new GroupCommand.Join(TEAM))) {
            assertThat(refusal(command)).isEqualTo(ErrorCode.PERMISSION_DENIED);
        }

        assertThat(desk.heard).isEmpty();
        assertThat(log(ANN_BOB)).isEmpty();
    }

    private ErrorCode refusal(Command ofTheSystem) {
        return ((Answer.Refused) desk.answer(desk.ofTheSystem(ofTheSystem)))
                .refusal()
                .code();
    }

    private List<Message> log(ConversationId conversation) {
        return desk.store
                .conversations()
                .read(conversation, SeqWindow.after(0), 50)
                .toCompletableFuture()
                .join();
    }
}
