package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.seq.InboxEntry;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/** A group of rules about the stores: what their tests write and read with. */
abstract class StoreRules {
    final Drafts drafts = new Drafts();
    private final StoreTck tck;

    StoreRules(StoreTck tck) {
        this.tck = tck;
    }

    final StoreFixture stores() {
        return tck.stores();
    }

    final <T> T await(CompletionStage<T> stage) {
        return tck.await(stage);
    }

    final <T> List<T> together(List<? extends Callable<T>> tasks) {
        return tck.together(tasks);
    }

    final List<AppendResult> append(List<Append> batch) {
        List<AppendResult> results = await(stores().conversations().append(batch));
        assertThat(results).as("one result for each entry of the batch").hasSameSizeAs(batch);
        return results;
    }

    final List<AppendResult> append(Draft... drafts) {
        return append(Arrays.stream(drafts).map(Draft::build).toList());
    }

    /** Appends entries, all of which must be stored. */
    final List<Stored> store(Draft... drafts) {
        return append(drafts).stream().map(StoreRules::stored).toList();
    }

    final Stored store(Draft draft) {
        return stored(append(draft).get(0));
    }

    static Stored stored(AppendResult result) {
        assertThat(result).isInstanceOf(Stored.class);
        return (Stored) result;
    }

    /** Drafts a group and appends its first entry. */
    final GroupLog group(String id, Diffusion diffusion, UserId owner, UserId... others) {
        GroupLog log = new GroupLog(drafts, id, diffusion, owner, others);
        store(log.created());
        return log;
    }

    /** Appends {@code count} texts of {@code from} to {@code to}, "text 1" first. */
    final void chat(UserId from, UserId to, int count) {
        List<Append> batch = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            batch.add(drafts.direct(from, to, "text " + i).build());
        }
        append(batch).forEach(StoreRules::stored);
    }

    final List<Message> log(ConversationId conversation) {
        List<Message> all = new ArrayList<>();
        while (true) {
            long last = all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
            List<Message> page = await(stores().conversations().read(conversation, SeqWindow.after(last), 1_000));
            if (page.isEmpty()) {
                return all;
            }
            assertThat(page.get(0).seq())
                    .as("first seq of the page after %d", last)
                    .isGreaterThan(last);
            all.addAll(page);
        }
    }

    final List<InboxEntry> inbox(UserId user) {
        List<InboxEntry> all = new ArrayList<>();
        while (true) {
            long last = all.isEmpty() ? 0 : all.get(all.size() - 1).inboxSeq();
            List<InboxEntry> page = await(stores().inboxes().read(user, last, 1_000));
            if (page.isEmpty()) {
                return all;
            }
            assertThat(page.get(0).inboxSeq())
                    .as("first position of the page after %d", last)
                    .isGreaterThan(last);
            all.addAll(page);
        }
    }

    static List<Long> upTo(long n) {
        return LongStream.rangeClosed(1, n).boxed().toList();
    }

    static List<Long> seqs(List<Message> messages) {
        return messages.stream().map(Message::seq).toList();
    }

    static List<Long> positions(List<InboxEntry> entries) {
        return entries.stream().map(InboxEntry::inboxSeq).toList();
    }

    static String textOf(Message message) {
        Content content = message.content();
        assertThat(content).isInstanceOf(Text.class);
        return ((Text) content).value();
    }
}
