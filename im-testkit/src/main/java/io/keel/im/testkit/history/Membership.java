package io.keel.im.testkit.history;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.conversation.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may see what of a log: read off the log's own events, so that no other source has to be believed. A member sees from its
 * join on, or from the start where history is shared, up to its leave.
 */
final class Membership {
    static final long OPEN = Long.MAX_VALUE;

    private final LogRecord log;
    private final Map<String, List<Span>> spans = new HashMap<>();

    /** From the first to the last seq of one stay, both seen; {@code joined} is the seq of the join. */
    record Span(long from, long to, long joined) {}

    Membership(LogRecord log, boolean sharedHistory) {
        this.log = log;
        if (log.conversation().kind() == ConversationKind.GROUP) {
            log.events().forEach((seq, event) -> follow(seq, event, sharedHistory));
        }
    }

    /** The users that were ever members. */
    Set<UserId> everyone() {
        ConversationId conversation = log.conversation();
        if (conversation.kind() == ConversationKind.GROUP) {
            return spans.keySet().stream().map(UserId::new).collect(Collectors.toSet());
        }
        String[] sides = conversation.value().split(":");
        return Stream.of(sides[1], sides[2]).map(UserId::new).collect(Collectors.toSet());
    }

    boolean sees(UserId user, long seq) {
        ConversationId conversation = log.conversation();
        if (conversation.kind() == ConversationKind.DIRECT) {
            return conversation.isBetween(user);
        }
        for (Span span : spans.getOrDefault(user.value(), List.of())) {
            if (seq >= span.from && seq <= span.to) {
                return true;
            }
        }
        return false;
    }

    /** Whether the user was a member when that seq was written, itself not by joining. */
    boolean mayWrite(String user, long seq) {
        for (Span span : spans.getOrDefault(user, List.of())) {
            if (seq >= span.joined && seq <= span.to) {
                return true;
            }
        }
        return false;
    }

    /** Whether an inbox row of that seq is due to the user: it was a member when it was written. */
    boolean mayBeIn(UserId user, long seq) {
        return log.conversation().kind() == ConversationKind.DIRECT
                ? log.conversation().isBetween(user)
                : mayWrite(user.value(), seq);
    }

    /** The first seq that a present member may read; {@link #OPEN} for those who are none. */
    long presentFrom(UserId user) {
        ConversationId conversation = log.conversation();
        if (conversation.kind() == ConversationKind.DIRECT) {
            return conversation.isBetween(user) ? 1 : OPEN;
        }
        List<Span> stays = spans.getOrDefault(user.value(), List.of());
        Span last = stays.isEmpty() ? null : stays.get(stays.size() - 1);
        return last == null || last.to != OPEN ? OPEN : last.from;
    }

    /** Whether the log tells of the group's beginning; without it nothing can be said of its members. */
    boolean isKnown() {
        return log.conversation().kind() == ConversationKind.DIRECT || !spans.isEmpty();
    }

    private void follow(long seq, Event event, boolean sharedHistory) {
        switch (event.kind()) {
            case GROUP_CREATED -> {
                join(log.eventAuthor(seq), seq, sharedHistory);
                event.users().forEach(user -> join(user.value(), seq, sharedHistory));
            }
            case MEMBERS_ADDED, MEMBER_JOINED -> event.users().forEach(user -> join(user.value(), seq, sharedHistory));
            case MEMBERS_REMOVED, MEMBER_LEFT -> event.users().forEach(user -> leave(user.value(), seq));
            default -> {}
        }
    }

    private void join(String user, long seq, boolean sharedHistory) {
        spans.computeIfAbsent(user, first -> new ArrayList<>()).add(new Span(sharedHistory ? 1 : seq, OPEN, seq));
    }

    private void leave(String user, long seq) {
        List<Span> stays = spans.get(user);
        if (stays != null) {
            Span last = stays.remove(stays.size() - 1);
            stays.add(new Span(last.from, Math.min(last.to, seq), last.joined));
        }
    }
}
