package io.keel.im.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import io.keel.im.logic.Desk.Told;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Downlink.RoomChange;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is handed over again is stored once, and told as it was the first time. */
class RedeliveryTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");
    private static final UserId DAN = new UserId("dan");
    private static final ConversationId ANN_BOB = ConversationId.direct(ANN, BOB);
    private static final GroupId TEAM = new GroupId("team");
    private static final GroupId HALL = new GroupId("hall");
    private static final ConversationId IN_TEAM = ConversationId.group(TEAM);
    private static final ConversationId IN_HALL = ConversationId.group(HALL);

    private final List<String> asked = new ArrayList<>();
    private final Desk desk = new Desk(this::noted);

    @BeforeEach
    void everybodyIsOnline() {
        desk.online(ANN, BOB, CAT, DAN);
        desk.held(HALL);
    }

    @Test
    void everyCommandHandedOverAgainIsToldAgain() {
        for (Step step : story()) {
            desk.writeLimit.set(step.writeLimit);
            Submission command = desk.submission(step.from, step.command);
            List<Told> first = desk.handle(command);
            List<Message> logged = List.copyOf(desk.heard);
            Map<ConversationId, Long> heads = heads();

            assertThat(desk.handle(command)).as("%s", step).isEqualTo(first);
            assertThat(Desk.answers(first)).as("%s", step).hasSize(1).noneMatch(Answer.Refused.class::isInstance);
            assertThat(Desk.pushes(first)).as("%s", step).isNotEmpty();
            assertThat(heads()).as("%s", step).isEqualTo(heads);
            assertThat(desk.heard).as("%s", step).hasSize(logged.size() + 1).endsWith(logged.get(logged.size() - 1));
        }
    }

    @Test
    void everyCommandIsAnsweredAsTheFirstTimeWhateverHasHappenedSince() {
        List<Submission> commands = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (Step step : story()) {
            desk.writeLimit.set(step.writeLimit);
            commands.add(desk.submission(step.from, step.command));
            answers.add(desk.answer(commands.get(commands.size() - 1)));
        }
        Map<ConversationId, Long> heads = heads();

        for (int i = 0; i < commands.size(); i++) {
            assertThat(desk.answer(commands.get(i))).as("%s", commands.get(i)).isEqualTo(answers.get(i));
        }
        assertThat(Desk.answers(desk.handle(commands.toArray(Submission[]::new))))
                .isEqualTo(answers);
        assertThat(heads()).isEqualTo(heads);
    }

    @Test
    void whatStandsInInboxesIsPushedToThoseOfThen() {
        create(TEAM, Diffusion.WRITE, BOB, CAT);
        Submission said = desk.submission(BOB, desk.text(IN_TEAM, "while we were three"));
        List<Told> first = desk.handle(said);
        desk.handle(desk.submission(ANN, new GroupCommand.Remove(TEAM, List.of(BOB))));
        desk.handle(desk.submission(ANN, new GroupCommand.Add(TEAM, List.of(DAN))));

        assertThat(desk.handle(said)).isEqualTo(first);
    }

    @Test
    void recalledMessageIsPushedBlank() {
        Submission said = desk.submission(ANN, desk.text(ANN_BOB, "oops"));
        desk.handle(said);
        desk.handle(desk.submission(ANN, new Recall(ANN_BOB, 1)));

        assertThat(desk.handle(said)).noneMatch(told -> told.toString().contains("oops"));
        assertThat(desk.heard.get(desk.heard.size() - 1).recalled()).isTrue();
    }

    @Test
    void roomIsNotToldWhatANewcomerMayNotSee() {
        create(HALL, Diffusion.READ, BOB);
        Submission said = desk.submission(BOB, desk.text(IN_HALL, "before cat came"));
        desk.handle(said);
        desk.handle(desk.submission(ANN, new GroupCommand.Update(HALL, "the hall", null)));
        assertThat(Desk.pushes(desk.handle(said))).hasSize(2);

        desk.handle(desk.submission(ANN, new GroupCommand.Add(HALL, List.of(CAT))));

        List<Told> again = desk.handle(said);
        assertThat(Desk.pushes(again)).isEmpty();
        assertThat(Desk.answers(again)).hasSize(1).allMatch(Answer.Sent.class::isInstance);
    }

    @Test
    void whoHasLeftIsNotBroughtBackIntoTheRoom() {
        create(HALL, Diffusion.READ, BOB);
        Submission added = desk.submission(ANN, new GroupCommand.Add(HALL, List.of(CAT, DAN)));
        desk.handle(added);
        desk.handle(desk.submission(CAT, new GroupCommand.Leave(HALL)));

        assertThat(roomChanges(desk.handle(added)))
                .isEqualTo(List.of(new Told(Desk.RIGHT, new RoomChange(HALL, List.of(DAN), List.of()))));
    }

    @Test
    void whoHasComeBackIsNotTakenOutOfTheRoom() {
        create(HALL, Diffusion.READ, BOB, CAT);
        Submission left = desk.submission(CAT, new GroupCommand.Leave(HALL));
        Answer first = desk.answer(left);
        desk.handle(desk.submission(ANN, new GroupCommand.Add(HALL, List.of(CAT))));

        List<Told> again = desk.handle(left);

        assertThat(Desk.answers(again)).isEqualTo(List.of(first));
        assertThat(Desk.pushes(again)).isEmpty();
    }

    @Test
    void clientMsgIdSentAgainIsAnsweredAndNotPushed() {
        Send send = desk.text(ANN_BOB, "once");
        Submission first = desk.submission(ANN, send);
        Submission resent = desk.submission(ANN, send);
        List<Told> told = desk.handle(first, resent);
        assertThat(Desk.answers(told))
                .hasSize(2)
                .containsOnly(Desk.answers(told).get(0));
        assertThat(Desk.pushes(told)).hasSize(1);

        assertThat(desk.handle(resent))
                .isEqualTo(List.of(
                        new Told(Desk.LEFT, reply(resent, Desk.answers(told).get(0)))));
        assertThat(desk.handle(first, resent)).isEqualTo(told);
        assertThat(desk.heard).hasSize(2);
    }

    @Test
    void refusedCommandIsJudgedAnew() {
        create(TEAM, Diffusion.WRITE);
        Submission early = desk.submission(BOB, desk.text(IN_TEAM, "let me in"));
        assertThat(desk.answer(early)).isInstanceOf(Answer.Refused.class);
        desk.handle(desk.submission(ANN, new GroupCommand.Add(TEAM, List.of(BOB))));

        assertThat(desk.answer(early)).isInstanceOf(Answer.Sent.class);
    }

    @Test
    void groupMadeByAnotherCommandIsNoRepetition() {
        Command create = new GroupCommand.Create(TEAM, "team", List.of(), null, false);
        desk.handle(desk.submission(ANN, create));

        assertThat(desk.answer(desk.submission(ANN, create)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void commandTwiceInABatchIsStoredOnceAndAnsweredTwice() {
        Submission create = desk.submission(ANN, new GroupCommand.Create(TEAM, "team", List.of(BOB), null, false));
        Submission said = desk.submission(ANN, desk.text(IN_TEAM, "hello"));

        List<Answer> answers = Desk.answers(desk.handle(create, said, create, said));

        assertThat(answers.subList(0, 2)).hasOnlyElementsOfType(Answer.GroupState.class);
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertThat(answers.subList(2, 4)).hasOnlyElementsOfType(Answer.Sent.class);
        assertThat(answers.get(3)).isEqualTo(answers.get(2));
        assertThat(heads()).isEqualTo(Map.of(IN_TEAM, 2L));
    }

    @Test
    void firstTimeSendAsksTheLogForNothing() {
        create(TEAM, Diffusion.WRITE, BOB);
        create(HALL, Diffusion.READ, BOB);
        asked.clear();

        desk.handle(
                desk.submission(ANN, desk.text(ANN_BOB, "1")),
                desk.submission(ANN, desk.text(IN_TEAM, "2")),
                desk.submission(ANN, desk.text(IN_HALL, "3")));

        assertThat(asked).containsExactly("append");
    }

    private record Step(UserId from, Command command, int writeLimit) {}

    /** A life of each kind of conversation, by every kind of command. */
    private List<Step> story() {
        List<Step> story = new ArrayList<>();
        story.add(step(ANN, desk.text(ANN_BOB, "hello")));
        story.add(step(BOB, desk.text(ConversationId.direct(BOB, BOB), "a note")));
        story.add(step(ANN, new Recall(ANN_BOB, 1)));
        for (Diffusion diffusion : Diffusion.values()) {
            GroupId group = diffusion == Diffusion.WRITE ? TEAM : HALL;
            ConversationId there = ConversationId.group(group);
            story.add(step(ANN, new GroupCommand.Create(group, "a name", List.of(BOB), diffusion, true)));
            story.add(step(BOB, desk.text(there, "hello")));
            story.add(step(CAT, new GroupCommand.Join(group)));
            story.add(step(ANN, new GroupCommand.Add(group, List.of(DAN))));
            story.add(step(ANN, new GroupCommand.SetRole(group, BOB, Role.ADMIN)));
            story.add(step(BOB, new GroupCommand.Remove(group, List.of(CAT))));
            story.add(step(ANN, new Recall(there, 2)));
            story.add(step(BOB, new GroupCommand.Update(group, "another name", false)));
            story.add(step(ANN, new GroupCommand.SetRole(group, BOB, Role.OWNER)));
            story.add(step(DAN, new GroupCommand.Leave(group)));
            story.add(step(BOB, new GroupCommand.Disband(group)));
        }
        for (String name : List.of("turns by a text", "turns by a member")) {
            GroupId group = new GroupId(name.replace(' ', '-'));
            story.add(step(ANN, new GroupCommand.Create(group, name, List.of(BOB, CAT), null, true)));
            story.add(
                    name.endsWith("text")
                            ? new Step(BOB, desk.text(ConversationId.group(group), "too many"), 2)
                            : new Step(DAN, new GroupCommand.Join(group), 3));
        }
        return story;
    }

    private static Step step(UserId from, Command command) {
        return new Step(from, command, 100);
    }

    private void create(GroupId group, Diffusion diffusion, UserId... members) {
        desk.handle(desk.submission(ANN, new GroupCommand.Create(group, "", List.of(members), diffusion, true)));
    }

    private Map<ConversationId, Long> heads() {
        List<ConversationId> all =
                desk.heard.stream().map(Message::conversation).distinct().toList();
        return desk.store.conversations().heads(all).toCompletableFuture().join();
    }

    private static Downlink.Reply reply(Submission submission, Answer answer) {
        return new Downlink.Reply(submission.id(), submission.id(), answer);
    }

    private static List<Told> roomChanges(List<Told> told) {
        return told.stream().filter(one -> one.what() instanceof RoomChange).toList();
    }

    private ConversationStore noted(ConversationStore store) {
        return (ConversationStore) Proxy.newProxyInstance(
                ConversationStore.class.getClassLoader(),
                new Class<?>[] {ConversationStore.class},
                (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    method.trySetAccessible();
                    return method.invoke(store, arguments);
                });
    }
}
