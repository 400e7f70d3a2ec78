package io.keel.im.logic;

import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.id.Names;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import io.keel.im.spi.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers queries: reads for a user what it may see, and moves what is its alone. Safe for use by several threads; never blocks
 * unless a port does.
 */
public final class QueryService implements Queries {

    private final LogicPorts ports;
    private final Access access;
    private final LogReader logs;
    private final InboxReader inboxes;
    private final ConversationLister conversations;
    private final ReadPositions positions;
    private final PresenceLookup presences;
    private final Teller teller;

    /** Makes the service. */
    public QueryService(LogicPorts ports, HostRules host) {
        this.ports = ports;
        this.access = new Access(ports.memberships());
        this.logs = new LogReader(ports);
        this.inboxes = new InboxReader(ports);
        this.conversations = new ConversationLister(ports, logs);
        this.teller = new Teller(ports);
        this.positions = new ReadPositions(ports, host, teller);
        this.presences = new PresenceLookup(ports);
    }

    @Override
    public CompletionStage<Result> answer(UserId user, DeviceId device, Query query) {
        if (query instanceof Query.History history) {
            return viewed(
                    user,
                    history.conversation(),
                    view -> logs.page(user, view, history.window(), history.limit())
                            .thenApply(Function.identity()));
        } else if (query instanceof Query.Sync sync) {
            return inboxes.page(user, sync.after(), sync.limit()).thenApply(Function.identity());
        } else if (query instanceof Query.Conversations list) {
            return conversations.list(user, list);
        } else if (query instanceof Query.Read read) {
            return viewed(user, read.conversation(), view -> positions.read(user, device, view, read.seq()));
        } else if (query instanceof Query.Readers readers) {
            return viewed(user, readers.conversation(), view -> positions.readers(view, readers));
        } else if (query instanceof Query.Remove remove) {
            return viewed(user, remove.conversation(), view -> remove(user, view, remove));
        } else if (query instanceof Query.Typing typing) {
            return live(user, typing.conversation(), view -> typing(user, view));
        } else if (query instanceof Query.PresenceOf presence) {
            return presences.of(user, presence.users());
        } else if (query instanceof Query.Settings settings) {
            return viewed(
                    user,
                    settings.conversation(),
                    view -> ports.userConversations()
                            .configure(user, settings.conversation(), settings.mute(), settings.pinned())
                            .thenApply(done -> Result.Done.DONE));
        } else if (query instanceof Query.GroupInfo info) {
            return live(
                    user,
                    ConversationId.group(info.group()),
                    view -> CompletableFuture.completedFuture(
                            new Result.GroupState(view.group().orElseThrow())));
        }
        Query.Members members = (Query.Members) query;
        return live(user, ConversationId.group(members.group()), view -> members(members));
    }

    private CompletionStage<Result> viewed(
            UserId user, ConversationId conversation, Function<Access.View, CompletionStage<Result>> answer) {
        return access.view(user, conversation)
                .thenCompose(view -> view.isPresent()
                        ? answer.apply(view.get())
                        : CompletableFuture.completedFuture(new Result.Refused(Refusal.notMember())));
    }

    /** Of a disbanded group its last members may read the log, and nothing else. */
    private CompletionStage<Result> live(
            UserId user, ConversationId conversation, Function<Access.View, CompletionStage<Result>> answer) {
        return viewed(
                user,
                conversation,
                view -> view.group().filter(Group::disbanded).isEmpty()
                        ? answer.apply(view)
                        : CompletableFuture.completedFuture(new Result.Refused(Refusal.notMember())));
    }

    private CompletionStage<Result> remove(UserId user, Access.View view, Query.Remove remove) {
        ConversationId conversation = remove.conversation();
        TreeSet<Long> seqs = new TreeSet<>(remove.seqs());
        return ports.conversations().heads(List.of(conversation)).thenCompose(heads -> {
            if (seqs.first() < view.visibleFrom() || seqs.last() > heads.getOrDefault(conversation, 0L)) {
                return CompletableFuture.completedFuture(
                        new Result.Refused(Refusal.of(ErrorCode.NOT_FOUND, "seqs: no such message")));
            }
            return ports.inboxes().remove(user, conversation, seqs).thenCompose(removal -> {
                if (removal.seqs().isEmpty()) {
                    return CompletableFuture.completedFuture(Result.Done.DONE);
                }
                Notice notice = new Notice.Removed(conversation, removal.seqs());
                return teller.tell(new Downlink.ToUsers(notice, List.of(user), new long[] {removal.inboxSeq()}, null))
                        .thenApply(done -> Result.Done.DONE);
            });
        });
    }

    private CompletionStage<Result> typing(UserId user, Access.View view) {
        List<UserId> others = new ArrayList<>();
        if (view.roster() == null) {
            others.add(view.conversation().peerOf(user));
        } else if (view.roster().group().diffusion() == Diffusion.WRITE) {
            others.addAll(view.roster().everyone());
        }
        others.remove(user);
        if (others.isEmpty()) {
            return CompletableFuture.completedFuture(Result.Silent.SILENT);
        }
        return teller.tell(new Downlink.ToUsers(new Notice.Typing(view.conversation(), user), others, null, null))
                .thenApply(done -> Result.Silent.SILENT);
    }

    private CompletionStage<Result> members(Query.Members query) {
        if (!query.after().isEmpty() && !Names.isName(query.after())) {
            return CompletableFuture.completedFuture(
                    new Result.Refused(Refusal.invalid("after: malformed (expected: the next of an earlier page)")));
        }
        return ports.memberships()
                .members(query.group(), query.after(), query.limit() + 1)
                .thenApply(found -> {
                    if (found.size() <= query.limit()) {
                        return new Result.MemberPage(found, "");
                    }
                    List<Member> page = List.copyOf(found.subList(0, query.limit()));
                    return new Result.MemberPage(
                            page, page.get(page.size() - 1).user().value());
                });
    }
}
