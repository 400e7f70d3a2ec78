package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;

import com.google.protobuf.ByteString;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import java.util.List;
import java.util.Map;

/** Commands of every kind, with everything that they may bear. */
final class Commands {
    private static final GroupId TEAM = new GroupId("team");

    private Commands() {}

    static List<Command> ofEveryKind() {
        byte[] bytes = new byte[60_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return List.of(
                new Send(
                        ALICE_BOB,
                        new ClientMsgId("!~"),
                        new Text("你好 👋 \u0000"),
                        List.of(BOB, CAROL),
                        Long.MAX_VALUE,
                        Map.of("键", "值", "empty", "")),
                new Send(
                        ALICE_BOB,
                        new ClientMsgId("data"),
                        new Data(ByteString.copyFrom(bytes), "image/png"),
                        List.of(),
                        0,
                        Map.of()),
                new Recall(ALICE_BOB, 7),
                new GroupCommand.Create(TEAM, "名", List.of(BOB, CAROL), Diffusion.READ, true),
                new GroupCommand.Create(TEAM, "", List.of(), null, false),
                new GroupCommand.Join(TEAM),
                new GroupCommand.Leave(TEAM),
                new GroupCommand.Add(TEAM, List.of(BOB, ALICE)),
                new GroupCommand.Remove(TEAM, List.of(CAROL)),
                new GroupCommand.SetRole(TEAM, BOB, Role.OWNER),
                new GroupCommand.SetRole(TEAM, BOB, Role.MEMBER),
                new GroupCommand.Update(TEAM, "new", null),
                new GroupCommand.Update(TEAM, null, false),
                new GroupCommand.Update(TEAM, "", true),
                new GroupCommand.Disband(TEAM));
    }
}
