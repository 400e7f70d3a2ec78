package io.keel.im.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.logic.Desk.Told;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is handed over again, and however late, changes no log, no answer and nobody's place. */
class RandomRedeliveryTest {

    private static final List<UserId> USERS =
            List.of(new UserId("ann"), new UserId("bob"), new UserId("cat"), new UserId("dan"));
    private static final List<GroupId> GROUPS = List.of(new GroupId("team"), new GroupId("hall"), new GroupId("club"));

    private final Desk desk = new Desk(UnaryOperator.identity());
    private final List<Submission> past = new ArrayList<>();
    private final Map<Long, Answer> answers = new HashMap<>();
    private final Map<GroupId, Set<UserId>> rooms = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void nothingChangesByWhatComesAgain(long seed) {
        Random random = new Random(seed);
        desk.online(USERS.toArray(UserId[]::new));
        desk.writeLimit.set(3);
        GROUPS.forEach(group -> {
            desk.held(group);
            rooms.put(group, new HashSet<>());
        });
        for (int step = 0; step < 150; step++) {
            List<Submission> batch = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                boolean again = !past.isEmpty() && random.nextInt(3) == 0;
                batch.add(
                        again
                                ? past.get(random.nextInt(past.size()))
                                : desk.submission(any(random, USERS), command(random)));
            }
            Set<Long> before = stored();
            List<Told> told = desk.handle(batch.toArray(Submission[]::new));
            past.addAll(batch);
            sameAnswers(told);
            told.forEach(one -> inRooms(one, before));
            GROUPS.forEach(this::roomHoldsTheMembers);
        }
        eachCommandIsStoredOnce();
    }

    /** What was stored is answered alike for ever; what was not may be judged otherwise later. */
    private void sameAnswers(List<Told> told) {
        Set<Long> stored = stored();
        for (Told one : told) {
            if (one.what() instanceof Downlink.Reply reply && stored.contains(reply.submission())) {
                Answer first = answers.putIfAbsent(reply.submission(), reply.answer());
                assertThat(reply.answer()).isNotInstanceOf(Answer.Refused.class);
                assertThat(reply.answer()).isEqualTo(first == null ? reply.answer() : first);
            }
        }
    }

    private Set<Long> stored() {
        Set<Long> stored = new HashSet<>();
        desk.heard.forEach(message -> stored.add(message.messageId()));
        return stored;
    }

    /** Follows the records as gateways do; nobody hears in a room once more what was said before it came. */
    private void inRooms(Told told, Set<Long> before) {
        if (told.what() instanceof Downlink.RoomChange change) {
            Set<UserId> room = room(change.group());
            room.addAll(change.joined());
            change.gone().stream()
                    .filter(user -> Desk.gatewayOf(user).equals(told.gateway()))
                    .forEach(room::remove);
        } else if (told.what() instanceof Downlink.ToRoom push
                && push.notice() instanceof Notice.Said said
                && before.contains(said.message().messageId())) {
            Map<UserId, Member> members = members(push.group());
            for (UserId user : room(push.group())) {
                Member member = members.get(user);
                if (member != null && Desk.gatewayOf(user).equals(told.gateway())) {
                    assertThat(said.message().seq())
                            .as("%s in %s", said, push.group())
                            .isGreaterThanOrEqualTo(member.visibleFrom());
                }
            }
        }
    }

    private void roomHoldsTheMembers(GroupId group) {
        boolean read =
                desk.store.memberships().rosters(Map.of(group, Set.of())).toCompletableFuture().join().values().stream()
                        .anyMatch(roster -> roster.group().diffusion() == Diffusion.READ);
        assertThat(room(group)).as("%s", group).isEqualTo(read ? members(group).keySet() : Set.of());
    }

    private void eachCommandIsStoredOnce() {
        Set<ConversationId> conversations = new HashSet<>();
        desk.heard.forEach(message -> conversations.add(message.conversation()));
        Set<Long> ids = new HashSet<>();
        for (ConversationId conversation : conversations) {
            List<Message> log = desk.store
                    .conversations()
                    .read(conversation, SeqWindow.after(0), 10_000)
                    .toCompletableFuture()
                    .join();
            assertThat(log)
                    .extracting(Message::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, log.size()).boxed().toList());
            assertThat(log).allMatch(message -> ids.add(message.messageId()));
        }
        assertThat(ids).containsExactlyInAnyOrderElementsOf(answers.keySet());
    }

    private Set<UserId> room(GroupId group) {
        return rooms.computeIfAbsent(group, absent -> new HashSet<>());
    }

    private Map<UserId, Member> members(GroupId group) {
        Map<UserId, Member> members = new HashMap<>();
        desk.store
                .memberships()
                .members(group, "", 100)
                .toCompletableFuture()
                .join()
                .forEach(member -> members.put(member.user(), member));
        return members;
    }

    private Command command(Random random) {
        GroupId group = any(random, GROUPS);
        ConversationId there = random.nextInt(4) == 0
                ? ConversationId.direct(USERS.get(0), USERS.get(1))
                : ConversationId.group(group);
        return switch (random.nextInt(11)) {
            case 0 ->
                new GroupCommand.Create(
                        group,
                        "",
                        List.of(any(random, USERS)),
                        group.value().equals("hall") ? Diffusion.READ : null,
                        true);
            case 1 -> new GroupCommand.Join(group);
            case 2 -> new GroupCommand.Leave(group);
            case 3 -> new GroupCommand.Add(group, List.of(any(random, USERS), any(random, USERS)));
            case 4 -> new GroupCommand.Remove(group, List.of(any(random, USERS)));
            case 5 -> new GroupCommand.SetRole(group, any(random, USERS), any(random, List.of(Role.values())));
            case 6 -> new GroupCommand.Update(group, "name " + random.nextInt(3), null);
            case 7 -> new Recall(there, 1 + random.nextInt(20));
            default -> desk.text(there, "text");
        };
    }

    private static <T> T any(Random random, List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
