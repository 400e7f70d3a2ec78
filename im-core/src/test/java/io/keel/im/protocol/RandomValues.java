package io.keel.im.protocol;

import com.google.protobuf.ByteString;
import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Origin;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes values of the domain of every kind, with anything in them that may be. */
final class RandomValues {

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    /** A command of each kind, the changes of groups among them. */
    List<Command> commands() {
        GroupId group = group();
        return List.of(
                new Send(conversation(), clientMsgId(), sendable(), users(), natural(), ext()),
                new Recall(conversation(), natural()),
                new GroupCommand.Create(group, text(), users(), either(Diffusion.WRITE, Diffusion.READ), flip()),
                new GroupCommand.Join(group),
                new GroupCommand.Leave(group),
                new GroupCommand.Add(group, users()),
                new GroupCommand.Remove(group, users()),
                new GroupCommand.SetRole(group, user(), any(Role.values())),
                new GroupCommand.Update(group, either(text(), ""), either(true, false)),
                new GroupCommand.Disband(group));
    }

    Submission submission(Command command) {
        Origin origin = flip() ? null : new Origin(new GatewayId(name()), natural());
        return new Submission(natural(), flip() ? null : user(), device(), origin, command);
    }

    /** A record of each kind, of each with every kind of notice or answer. */
    List<Downlink> downlinks() {
        List<Downlink> records = new ArrayList<>();
        for (Notice notice : notices()) {
            List<UserId> users = users();
            long[] seqs = users.stream().mapToLong(user -> natural()).toArray();
            records.add(new Downlink.ToUsers(notice, users, flip() ? seqs : null, except()));
            records.add(new Downlink.ToRoom(group(), notice, except()));
        }
        for (Answer answer : answers()) {
            records.add(new Downlink.Reply(natural(), natural(), answer));
        }
        records.add(new Downlink.RoomChange(group(), users(), users()));
        records.add(new Downlink.Kick(natural(), text()));
        records.add(new Downlink.Revoke(user()));
        return records;
    }

    List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        for (Content content : contents()) {
            notices.add(new Notice.Said(message(content)));
        }
        notices.add(new Notice.Removed(conversation(), List.of(natural(), natural())));
        notices.add(new Notice.Receipt(conversation(), user(), natural()));
        notices.add(new Notice.Typing(conversation(), user()));
        return notices;
    }

    List<Answer> answers() {
        return List.of(
                new Answer.Sent(natural(), conversation(), natural(), natural(), natural()),
                Answer.Done.DONE,
                new Answer.GroupState(groupState()),
                new Answer.Refused(new Refusal(any(ErrorCode.values()), text(), natural())));
    }

    List<Content> contents() {
        return List.of(new Text("x" + text()), data(), event(), Blank.BLANK);
    }

    private Content sendable() {
        return flip() ? new Text("x" + text()) : data();
    }

    private Content data() {
        byte[] bytes = new byte[1 + random.nextInt(100)];
        random.nextBytes(bytes);
        return new Data(ByteString.copyFrom(bytes), "image/png");
    }

    private Content event() {
        return new Event(any(EventKind.values()), users(), natural(), text(), either(any(Role.values()), null));
    }

    private Message message(Content content) {
        return Message.builder(conversation())
                .messageId(natural())
                .seq(natural())
                .from(either(user(), null))
                .device(either(device(), null))
                .clientMsgId(either(clientMsgId(), null))
                .sentAt(natural())
                .content(content)
                .mentions(users())
                .replyTo(natural())
                .recalled(flip())
                .ext(ext())
                .build();
    }

    private Group groupState() {
        return new Group(
                group(),
                text(),
                user(),
                random.nextInt(1_000),
                any(Diffusion.values()),
                flip(),
                flip(),
                flip(),
                natural());
    }

    private Downlink.@Nullable Except except() {
        return flip() ? null : new Downlink.Except(user(), device());
    }

    private ConversationId conversation() {
        return flip() ? ConversationId.group(group()) : ConversationId.direct(user(), user());
    }

    private ClientMsgId clientMsgId() {
        return new ClientMsgId("!" + name().substring(1) + "~");
    }

    private GroupId group() {
        return new GroupId(name());
    }

    private UserId user() {
        return new UserId(name());
    }

    private DeviceId device() {
        return new DeviceId(name());
    }

    private List<UserId> users() {
        List<UserId> users = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            users.add(user());
        }
        return users;
    }

    private Map<String, String> ext() {
        Map<String, String> ext = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ext.put(text() + i, text());
        }
        return ext;
    }

    private String name() {
        String letters = "azAZ09._@-";
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            name.append(letters.charAt(random.nextInt(letters.length())));
        }
        return name.toString();
    }

    private String text() {
        return any(new String[] {"", "plain", "你好", "😀\u0000\n", "a\"b\\"});
    }

    private long natural() {
        return random.nextInt(4) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(63));
    }

    private boolean flip() {
        return random.nextBoolean();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** One of the two, or null where a value may be. */
    private <T> @Nullable T either(T one, @Nullable T other) {
        return switch (random.nextInt(3)) {
            case 0 -> one;
            case 1 -> other;
            default -> null;
        };
    }
}
