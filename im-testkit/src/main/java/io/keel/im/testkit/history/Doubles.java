package io.keel.im.testkit.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds what stands at two places: sorts all ids, and looks up where the few doubles are. */
final class Doubles {
    private final HistoryChecker checker;
    private final Findings findings;

    Doubles(HistoryChecker checker, Findings findings) {
        this.checker = checker;
        this.findings = findings;
    }

    void judge() {
        Set<Long> doubleKeys = doubles(true);
        Set<Long> doubleIds = doubles(false);
        if (doubleKeys.isEmpty() && doubleIds.isEmpty()) {
            return;
        }
        Map<Long, String> firstByKey = new HashMap<>();
        Map<Long, String> firstById = new HashMap<>();
        forEach((log, seq) -> {
            long key = log.key(seq);
            boolean sameSend = key != 0 && doubleKeys.contains(key);
            if (sameSend) {
                pair(Invariant.I2, "one clientMsgId is stored twice", firstByKey, key, log.describe(seq));
            }
            long id = log.messageId(seq);
            if (doubleIds.contains(id) && !sameSend) {
                pair(Invariant.I7, "two messages have one id", firstById, id, log.describe(seq));
            }
        });
    }

    private void pair(Invariant invariant, String what, Map<Long, String> firsts, long name, String described) {
        String first = firsts.putIfAbsent(name, described);
        if (first != null) {
            findings.add(Violation.of(invariant, what, first, described));
        }
    }

    private Set<Long> doubles(boolean keys) {
        long[] names = new long[1024];
        int size = 0;
        for (LogRecord log : checker.logs()) {
            for (long seq = 1; seq <= log.max(); seq++) {
                long name = !log.exists(seq) ? 0 : keys ? log.key(seq) : log.messageId(seq);
                if (name != 0) {
                    names = size == names.length ? Arrays.copyOf(names, size * 2) : names;
                    names[size++] = name;
                }
            }
        }
        Arrays.sort(names, 0, size);
        Set<Long> doubles = new HashSet<>();
        for (int i = 1; i < size; i++) {
            if (names[i] == names[i - 1]) {
                doubles.add(names[i]);
            }
        }
        return doubles;
    }

    private void forEach(Place place) {
        for (LogRecord log : checker.logs()) {
            for (long seq = 1; seq <= log.max(); seq++) {
                if (log.exists(seq)) {
                    place.at(log, seq);
                }
            }
        }
    }

    private interface Place {
        void at(LogRecord log, long seq);
    }
}
