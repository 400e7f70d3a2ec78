package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.logic.Judgement.Entry;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Downlink.Except;
import io.keel.im.spi.Effect;
import io.keel.im.spi.Notice;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the gateways that have to hear of something, and addresses it to them: under write diffusion to those users of theirs
 * who are online, under read diffusion to the group, however many members it has.
 */
final class Pushes {

    private final SessionRegistry sessions;

    Pushes(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /** Asks where the receivers of a stored entry are; what comes back puts the records into an outbox. */
    CompletionStage<Consumer<Outbox>> of(Entry entry, Stored stored) {
        Notice notice = new Notice.Said(stored.message());
        @Nullable
        Except except = stored.message().isEvent()
                ? null
                : new Except(entry.submission().from(), entry.submission().device());
        if (entry.audience().diffusion() == Diffusion.READ) {
            return toRoom(entry, notice, except);
        }
        List<UserId> users = entry.append().inboxes();
        return sessions.locate(users).thenApply(located -> outbox -> {
            toUsers(outbox, new Downlink.ToUsers(notice, users, stored.inboxSeqs(), except), located);
            turn(outbox, entry, located);
        });
    }

    /** Asks where users are and tells them something that stands in no inbox. */
    CompletionStage<Consumer<Outbox>> of(Downlink.ToUsers push) {
        return sessions.locate(push.users()).thenApply(located -> outbox -> toUsers(outbox, push, located));
    }

    private static void toUsers(Outbox outbox, Downlink.ToUsers push, Located located) {
        for (GatewayId gateway : located.gateways()) {
            int[] present = located.at(gateway);
            outbox.add(gateway, present.length == push.users().size() ? push : only(push, present));
        }
    }

    private static Downlink.ToUsers only(Downlink.ToUsers push, int[] present) {
        List<UserId> users = new ArrayList<>(present.length);
        long @Nullable [] seqs = push.inboxSeqs() == null ? null : new long[present.length];
        for (int i = 0; i < present.length; i++) {
            users.add(push.users().get(present[i]));
            if (seqs != null && push.inboxSeqs() != null) {
                seqs[i] = push.inboxSeqs()[present[i]];
            }
        }
        return new Downlink.ToUsers(push.notice(), users, seqs, push.except());
    }

    /** After the last entry that was written to every inbox, gateways gather the members that they hold. */
    private static void turn(Outbox outbox, Entry entry, Located located) {
        Group group = entry.audience().group();
        if (group == null || group.diffusion() != Diffusion.READ) {
            return;
        }
        Set<UserId> gone =
                entry.append().effect() instanceof Effect.Changes changes ? Set.copyOf(changes.gone()) : Set.of();
        for (GatewayId gateway : located.gateways()) {
            List<UserId> members = new ArrayList<>();
            for (int index : located.at(gateway)) {
                UserId user = entry.append().inboxes().get(index);
                if (!gone.contains(user)) {
                    members.add(user);
                }
            }
            outbox.add(gateway, new Downlink.RoomChange(group.id(), members, List.of()));
        }
    }

    private CompletionStage<Consumer<Outbox>> toRoom(Entry entry, Notice notice, @Nullable Except except) {
        GroupId group = entry.submission().command().conversation().requireGroup();
        if (!(entry.append().effect() instanceof Effect.Changes changes)
                || (changes.joined().isEmpty() && changes.gone().isEmpty())) {
            return sessions.gatewaysOf(group).thenApply(gateways -> outbox -> {
                for (GatewayId gateway : gateways) {
                    outbox.add(gateway, new Downlink.ToRoom(group, notice, except));
                }
            });
        }
        List<UserId> joined = changes.joined().stream().map(Member::user).toList();
        return sessions.gatewaysOf(group).thenCombine(locate(joined), (gateways, newcomers) -> outbox -> {
            Set<GatewayId> told = new LinkedHashSet<>(gateways);
            for (GatewayId gateway : newcomers.gateways()) {
                told.add(gateway);
                List<UserId> here = only(new Downlink.ToUsers(notice, joined, null, null), newcomers.at(gateway))
                        .users();
                outbox.add(gateway, new Downlink.RoomChange(group, here, List.of()));
            }
            for (GatewayId gateway : told) {
                outbox.add(gateway, new Downlink.ToRoom(group, notice, except));
                if (!changes.gone().isEmpty()) {
                    outbox.add(gateway, new Downlink.RoomChange(group, List.of(), changes.gone()));
                }
            }
        });
    }

    private CompletionStage<Located> locate(List<UserId> users) {
        return users.isEmpty() ? CompletableFuture.completedFuture(NOWHERE) : sessions.locate(users);
    }

    private static final Located NOWHERE = new Located() {
        @Override
        public Set<GatewayId> gateways() {
            return Set.of();
        }

        @Override
        public int[] at(GatewayId gateway) {
            return new int[0];
        }
    };
}
