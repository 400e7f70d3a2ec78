package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.UserId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Role;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.Append;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class ContentRules extends StoreRules {
    ContentRules(StoreTck tck) {
        super(tck);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "你好，世界",
                "👩‍👩‍👧‍👦 🏴‍☠️ 𝄞",
                "e\u0301 is not \u00e9",
                "trailing spaces   ",
                " \t\r\n ",
                "quote ' \" ` \\ % _ ; -- /* */",
                "nul \u0000 and \u001f",
                "\uffff\u202e\u200b"
            })
    @DisplayName("text of any kind comes back character for character")
    void textComesBackAsItWas(String text) {
        store(drafts.direct(ALICE, BOB, text));

        assertThat(log(ALICE_BOB)).extracting(StoreRules::textOf).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 16_383, 16_384, 65_535, 65_536})
    @DisplayName("text and data up to 64 KiB come back whole")
    void sizesUpTo64KibComeBack(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) i;
        }
        assertKept(new Text("x".repeat(size)));
        assertKept(new Text("汉".repeat(Math.max(1, size / 3))));
        assertKept(new Data(ByteString.copyFrom(bytes), "application/octet-stream"));
    }

    @Test
    @DisplayName("mentions, ext, replyTo, ids and times come back as they were")
    void everyFieldComesBack() {
        chat(BOB, ALICE, 1);
        List<UserId> mentions = IntStream.range(0, 100)
                .mapToObj(i -> new UserId("mentioned-" + (99 - i)))
                .toList();
        Map<String, String> ext = new HashMap<>();
        for (int i = 0; i < 31; i++) {
            ext.put("键-" + i, "值 " + "v".repeat(i));
        }
        ext.put("empty", "");
        Append append = drafts.direct(ALICE, BOB, "all of it")
                .clientMsgId("!#$%&'()*+,-./:;<=>?@[]^_`{|}~")
                .mentions(mentions)
                .ext(ext)
                .replyTo(1)
                .build();
        append(List.of(append)).forEach(StoreRules::stored);

        assertThat(log(ALICE_BOB).get(1)).isEqualTo(append.draft().at(2));
        assertThat(inbox(BOB).get(1))
                .isEqualTo(new InboxEntry.Holds(2, append.draft().at(2)));
    }

    @Test
    @DisplayName("events of every kind come back with their users, name, seq and role")
    void eventsComeBack() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        List<Event> events = List.of(
                Event.named(EventKind.GROUP_UPDATED, List.of(), "改名 👋"),
                Event.of(EventKind.MEMBER_JOINED, List.of(BOB)),
                Event.of(EventKind.MEMBER_LEFT, List.of(BOB)),
                Event.of(EventKind.MEMBERS_ADDED, List.of(BOB, ALICE)),
                Event.of(EventKind.MEMBERS_REMOVED, List.of(BOB)),
                Event.of(EventKind.GROUP_DISBANDED, List.of()),
                Event.roleChanged(BOB, Role.ADMIN),
                Event.roleChanged(BOB, Role.OWNER),
                Event.roleChanged(BOB, Role.MEMBER));
        for (Event event : events) {
            store(team.removed().content(event));
        }

        assertThat(log(team.conversation()))
                .extracting(Message::content)
                .startsWith(Event.named(EventKind.GROUP_CREATED, List.of(BOB), "name of team"))
                .endsWith(events.toArray(Content[]::new));
        assertThat(inbox(BOB)).hasSize(10);
    }

    @Test
    @DisplayName("names of 64 characters are kept whole")
    void longNamesAreKept() {
        UserId longName = new UserId("A.z_9@-" + "x".repeat(57));
        UserId almost = new UserId("A.z_9@-" + "x".repeat(56) + "y");
        store(drafts.direct(longName, almost, "hi").clientMsgId("~".repeat(64)));
        store(drafts.direct(almost, longName, "hi").clientMsgId("~".repeat(64)));

        assertThat(inbox(longName)).hasSize(2);
        GroupLog group = group("g".repeat(64), Diffusion.WRITE, longName, almost);
        assertThat(log(group.conversation())).hasSize(1);
    }

    private void assertKept(Content content) {
        Message stored = store(drafts.direct(ALICE, BOB, "").content(content)).message();
        assertThat(await(stores().conversations().find(ALICE_BOB, stored.seq())))
                .hasValueSatisfying(found -> assertThat(found.content().equals(content))
                        .as("content of %d is the one stored", stored.seq())
                        .isTrue());
    }
}
