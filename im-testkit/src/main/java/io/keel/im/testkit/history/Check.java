package io.keel.im.testkit.history;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is judged at the end, over everything that was told. */
final class Check {
    private final HistoryChecker checker;
    private final Findings findings;
    private final Map<Integer, String> authors = new HashMap<>();
    private long messages;

    Check(HistoryChecker checker, Findings findings) {
        this.checker = checker;
        this.findings = findings;
    }

    /** Judges; returns how many messages there are. */
    long run() {
        checker.witnesses()
                .forEach(witness -> authors.put(
                        checker.author(witness.user().value()), witness.user().value()));
        Map<LogRecord, Membership> memberships = checker.logs().stream()
                .collect(Collectors.toMap(log -> log, log -> new Membership(log, checker.sharesHistory())));
        memberships.keySet().forEach(this::judgeLog);
        new Doubles(checker, findings).judge();
        memberships.forEach(this::judgeWriters);
        checker.inboxes().forEach(this::judgeInbox);
        memberships.forEach(this::judgeDiffusion);
        for (Witness witness : checker.witnesses()) {
            judgeWitness(witness, memberships);
        }
        return messages;
    }

    private void judgeLog(LogRecord log) {
        for (long seq = 1; seq <= log.max(); seq++) {
            if (!log.exists(seq)) {
                missing(log, seq);
                continue;
            }
            messages++;
            long submitted =
                    log.key(seq) == 0 ? Fingerprint.UNKNOWN : checker.sends().content(log.key(seq));
            long stored = log.content(seq);
            if (submitted != Fingerprint.UNKNOWN
                    && stored != Fingerprint.UNKNOWN
                    && stored != Fingerprint.BLANK
                    && submitted != stored) {
                add(Invariant.I1, "something else was submitted", log.describe(seq));
            }
            if (log.isBlankWithoutRecall(seq)) {
                add(Invariant.I3, "seen blank, but the store holds its content", log.describe(seq));
            }
        }
    }

    private void missing(LogRecord log, long seq) {
        if (log.isAnswered(seq)) {
            add(Invariant.I1, "answered sent, but not in the store", log.describe(seq));
        } else if (log.isKnown(seq)) {
            add(Invariant.I5, "somebody holds what is not in the store", log.describe(seq));
        }
        if (log.wasStoreRead() || !log.isKnown(seq)) {
            String neighbours = Stream.of(seq - 1, seq + 1)
                    .filter(log::isKnown)
                    .map(log::describe)
                    .collect(Collectors.joining(System.lineSeparator() + "      "));
            add(Invariant.I3, "a gap at #" + seq + " of " + log.conversation(), neighbours);
        }
    }

    private void judgeWriters(LogRecord log, Membership membership) {
        boolean group = log.conversation().kind() == ConversationKind.GROUP;
        for (long seq = 1; seq <= log.max(); seq++) {
            if (!log.exists(seq) || log.key(seq) == 0) {
                continue;
            }
            String author = authors.get(log.author(seq));
            if (author == null) {
                continue;
            }
            boolean may = group
                    ? !membership.isKnown() || membership.mayWrite(author, seq)
                    : log.conversation().isBetween(new UserId(author));
            if (!may) {
                add(Invariant.I9, author + " wrote where it was no member", log.describe(seq));
            }
        }
    }

    private void judgeInbox(UserId user, InboxRecord inbox) {
        for (long position = 1; position <= inbox.head(); position++) {
            if (!inbox.isKnown(position)) {
                add(
                        Invariant.I4,
                        "a gap at position " + position + " of the inbox of " + user,
                        inbox.describe(position - 1),
                        inbox.describe(position + 1));
            }
        }
    }

    /** What stands in one inbox stands in the inbox of everybody who was a member; direct messages always do. */
    private void judgeDiffusion(LogRecord log, Membership membership) {
        boolean direct = log.conversation().kind() == ConversationKind.DIRECT;
        for (UserId user : membership.everyone()) {
            InboxRecord inbox = checker.inboxes().get(user);
            if (inbox == null || !isWholeKnown(inbox)) {
                continue;
            }
            for (long seq = 1; seq <= log.max(); seq++) {
                if (log.exists(seq)
                        && (direct || log.isInAnInbox(seq))
                        && membership.mayBeIn(user, seq)
                        && !inbox.holds(log, seq)
                        && !inbox.hasRemoved(log, seq)) {
                    add(Invariant.I5, "not in the inbox of " + user, log.describe(seq));
                }
            }
        }
    }

    private boolean isWholeKnown(InboxRecord inbox) {
        return inbox.wasStoreRead()
                || checker.witnesses().stream().anyMatch(witness -> witness.inbox() == inbox && witness.isCaughtUp());
    }

    private void judgeWitness(Witness witness, Map<LogRecord, Membership> memberships) {
        witness.newestSeen().forEach((log, newest) -> {
            Membership membership = membership(memberships, log);
            for (long seq = 1; seq <= newest; seq++) {
                if (membership.isKnown() && witness.has(log, seq) && !membership.sees(witness.user(), seq)) {
                    add(Invariant.I9, witness.name() + " was told what it may not see", log.describe(seq));
                }
            }
        });
        if (!witness.isCaughtUp()) {
            return;
        }
        memberships.forEach((log, membership) -> {
            long from = membership.presentFrom(witness.user());
            for (long seq = from; seq <= log.max(); seq++) {
                if (log.exists(seq)
                        && !witness.has(log, seq)
                        && !witness.inbox().hasRemoved(log, seq)) {
                    add(Invariant.I5, witness.name() + " has caught up and lacks a message", log.describe(seq));
                }
            }
        });
        for (long position = 1; position <= witness.inbox().head(); position++) {
            if (!witness.hasPosition(position)) {
                add(
                        Invariant.I5,
                        witness.name() + " has caught up and lacks position " + position + " of its inbox",
                        witness.inbox().describe(position));
            }
        }
    }

    private static Membership membership(Map<LogRecord, Membership> memberships, LogRecord log) {
        Membership membership = memberships.get(log);
        return membership == null ? new Membership(log, false) : membership;
    }

    private void add(Invariant invariant, String what, String... described) {
        findings.add(new Violation(
                invariant,
                what,
                Arrays.stream(described).filter(text -> !text.isEmpty()).toList()));
    }
}
