package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Submission;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Downlink.Except;
import io.keel.im.spi.Notice;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.SessionRegistry.Located;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the gateways that have to hear of something, and addresses it to them: under write diffusion to those users of
 * theirs who are online, under read diffusion to the group, however many members it has.
 */
final class Pushes {

    private final SessionRegistry sessions;

    Pushes(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /**
     * Asks where the receivers of an entry are; what comes back puts the records into an outbox.
     *
     * @param moves who comes into its group's room by it, and who leaves
     * @param rooms where the rooms of the round's groups are
     */
    CompletionStage<Consumer<Outbox>> of(Submission submission, Outcome.Stored entry, Moves moves, RoomGateways rooms) {
        if (entry.readDiffused()) {
            GroupId group = submission.command().conversation().requireGroup();
            return toRoom(new Downlink.ToRoom(group, notice(entry), except(submission, entry)), moves, rooms);
        }
        Downlink.ToUsers push = toUsers(submission, entry);
        return sessions.locate(push.users()).thenCompose(located -> {
            if (moves.isEmpty()) {
                return CompletableFuture.completedFuture(outbox -> toUsers(outbox, push, located));
            }
            GroupId group = submission.command().conversation().requireGroup();
            return hold(group, located).thenApply(held -> outbox -> {
                toUsers(outbox, push, located);
                gather(outbox, group, moves, push.users(), located);
            });
        });
    }

    /** The push of an entry to those to whose inboxes it was written. */
    static Downlink.ToUsers toUsers(Submission submission, Outcome.Stored entry) {
        return new Downlink.ToUsers(notice(entry), entry.inboxes(), entry.inboxSeqs(), except(submission, entry));
    }

    private static Notice notice(Outcome.Stored entry) {
        return new Notice.Said(entry.message());
    }

    private static @Nullable Except except(Submission submission, Outcome.Stored entry) {
        return entry.message().isEvent() ? null : new Except(submission.requireFrom(), submission.device());
    }

    /** Asks where users are and tells them something that stands in no inbox. */
    CompletionStage<Consumer<Outbox>> of(Downlink.ToUsers push) {
        return sessions.locate(push.users()).thenApply(located -> outbox -> toUsers(outbox, push, located));
    }

    /** Asks where those are who come into a group's room or leave it, and moves them; the room hears of nothing. */
    CompletionStage<Consumer<Outbox>> of(GroupId group, Moves moves) {
        return moved(group, moves, List.of(), rooms());
    }

    /** Asks where the rooms of groups are, for one round. */
    RoomGateways rooms() {
        return new RoomGateways(sessions);
    }

    /**
     * Has the gateways of newcomers count as holding the room from now on: they will say so themselves, but what is stored next may
     * be quicker. One that turns out to hold nobody says that instead.
     */
    private CompletionStage<Void> hold(GroupId group, Located newcomers) {
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (GatewayId gateway : newcomers.gateways()) {
            told.add(sessions.holds(gateway, group, true)
                    .exceptionally(unavailable -> null)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new));
    }

    private static void toUsers(Outbox outbox, Downlink.ToUsers push, Located located) {
        for (GatewayId gateway : located.gateways()) {
            int[] present = located.at(gateway);
            outbox.add(
                    gateway, present.length == push.users().size() ? push : only(push, present, 0, present.length, 0));
        }
    }

    /** Leaves of a push those users whose indexes, less {@code offset}, stand in {@code [from, to)} of {@code present}. */
    static Downlink.ToUsers only(Downlink.ToUsers push, int[] present, int from, int to, int offset) {
        List<UserId> users = new ArrayList<>(to - from);
        long @Nullable [] all = push.inboxSeqs();
        long @Nullable [] seqs = all == null ? null : new long[to - from];
        for (int i = from; i < to; i++) {
            users.add(push.users().get(present[i] - offset));
            if (seqs != null && all != null) {
                seqs[i - from] = all[present[i] - offset];
            }
        }
        return new Downlink.ToUsers(push.notice(), users, seqs, push.except());
    }

    private static List<UserId> only(List<UserId> users, int[] present) {
        List<UserId> here = new ArrayList<>(present.length);
        for (int index : present) {
            here.add(users.get(index));
        }
        return here;
    }

    /** After the last entry that was written to every inbox, gateways gather the members that they hold. */
    private static void gather(Outbox outbox, GroupId group, Moves moves, List<UserId> users, Located located) {
        Set<UserId> joined = new HashSet<>(moves.joined());
        for (GatewayId gateway : located.gateways()) {
            List<UserId> here = only(users, located.at(gateway));
            here.retainAll(joined);
            outbox.add(gateway, new Downlink.RoomChange(group, here, List.of()));
        }
    }

    private CompletionStage<Consumer<Outbox>> toRoom(Downlink.ToRoom push, Moves moves, RoomGateways rooms) {
        if (!moves.isEmpty()) {
            return moved(push.group(), moves, List.of(push), rooms);
        }
        return rooms.of(push.group()).thenApply(gateways -> outbox -> {
            for (GatewayId gateway : gateways) {
                outbox.add(gateway, push);
            }
        });
    }

    /**
     * Newcomers hear what is told, and so do those who leave. Who leaves is looked for as who comes: while it is being greeted its
     * gateway may have found it a member still, and not yet hold the room.
     */
    private CompletionStage<Consumer<Outbox>> moved(
            GroupId group, Moves moves, List<Downlink.ToRoom> told, RoomGateways rooms) {
        CompletionStage<Located> newcomers = locate(moves.joined())
                .thenCompose(located -> hold(group, located).thenApply(held -> located));
        return rooms.of(group)
                .thenCombine(newcomers, Whither::new)
                .thenCombine(locate(moves.gone()), (whither, leavers) -> outbox -> {
                    Set<GatewayId> all = new LinkedHashSet<>(whither.gateways());
                    for (GatewayId gateway : whither.newcomers().gateways()) {
                        all.add(gateway);
                        List<UserId> here =
                                only(moves.joined(), whither.newcomers().at(gateway));
                        outbox.add(gateway, new Downlink.RoomChange(group, here, List.of()));
                    }
                    all.addAll(leavers.gateways());
                    for (GatewayId gateway : all) {
                        told.forEach(push -> outbox.add(gateway, push));
                        if (!moves.gone().isEmpty()) {
                            outbox.add(gateway, new Downlink.RoomChange(group, List.of(), moves.gone()));
                        }
                    }
                });
    }

    /**
     * Where a move is told.
     *
     * @param gateways that hold the room
     * @param newcomers where those are who come
     */
    private record Whither(Set<GatewayId> gateways, Located newcomers) {}

    private CompletionStage<Located> locate(List<UserId> users) {
        return users.isEmpty() ? CompletableFuture.completedFuture(NOWHERE) : sessions.locate(users);
    }

    static final Located NOWHERE = new Located() {
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
