package io.keel.im.examples.bench.soak;

import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks all that the users were told while it comes, so that a million messages fit: what is kept is one id for each. */
final class Ledger implements Witness {

    private static final int MOST_FINDINGS = 20;

    private final Map<String, long[]> idsBySeq = new HashMap<>();
    private final Map<String, Long> lengths = new HashMap<>();
    private final List<Map<String, Long>> lastSeqByUser = new ArrayList<>();
    private final List<BitSet> storedByUser = new ArrayList<>();
    private final List<BitSet> promisedByUser = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private long received;

    Ledger(int users) {
        for (int i = 0; i < users; i++) {
            lastSeqByUser.add(new HashMap<>());
            storedByUser.add(new BitSet());
            promisedByUser.add(new BitSet());
        }
    }

    /** What broke a promise of the protocol, the first few. */
    List<String> findings() {
        return findings;
    }

    /** Messages and events that the users have received, all together. */
    long received() {
        return received;
    }

    @Override
    public void promised(int user, Outgoing message, Sent sent) {
        promisedByUser.get(user).set(number(message.clientMsgId()));
        keep(sent.getConversation(), sent.getSeq(), sent.getMessageId(), user, message.clientMsgId());
    }

    @Override
    public void received(int user, long inboxSeq, Message message) {
        received++;
        String conversation = message.getConversation();
        long expected = lastSeqByUser.get(user).getOrDefault(conversation, 0L) + 1;
        if (message.getSeq() != expected) {
            find("user " + user + " has seq " + message.getSeq() + " of " + conversation + " after " + (expected - 1));
        }
        lastSeqByUser.get(user).put(conversation, message.getSeq());
        int sender = Integer.parseInt(message.getFrom().substring(1));
        keep(conversation, message.getSeq(), message.getMessageId(), sender, message.getClientMsgId());
        if (!message.hasEvent() && !message.getText().startsWith(message.getFrom() + " " + message.getClientMsgId())) {
            find("user " + user + " has another text at " + conversation + " " + message.getSeq());
        }
    }

    private void keep(String conversation, long seq, long messageId, int sender, String clientMsgId) {
        long[] ids = idsBySeq.computeIfAbsent(conversation, key -> new long[64]);
        if (seq >= ids.length) {
            ids = Arrays.copyOf(ids, (int) Math.max(seq + 1, ids.length * 2L));
            idsBySeq.put(conversation, ids);
        }
        long known = ids[(int) seq];
        if (known == messageId) {
            return;
        }
        if (known != 0) {
            find(conversation + " has two messages under seq " + seq + ": " + known + " and " + messageId);
            return;
        }
        ids[(int) seq] = messageId;
        lengths.merge(conversation, seq, Math::max);
        if (!clientMsgId.isEmpty()) {
            BitSet stored = storedByUser.get(sender);
            if (stored.get(number(clientMsgId))) {
                find("message " + clientMsgId + " of user " + sender + " is stored twice");
            }
            stored.set(number(clientMsgId));
        }
    }

    /** Looks whether everybody has everything, and everything that was promised is there. */
    void close(SoakPlan plan, long messages) {
        for (Talk talk : plan.talks()) {
            long length = lengths.getOrDefault(talk.conversation(), 0L);
            for (int member : talk.members()) {
                long last = lastSeqByUser.get(member).getOrDefault(talk.conversation(), 0L);
                if (last != length) {
                    find("user " + member + " has " + last + " of " + length + " in " + talk.conversation());
                }
            }
        }
        long stored = storedByUser.stream().mapToLong(BitSet::cardinality).sum();
        if (stored != messages || !storedByUser.equals(promisedByUser)) {
            find(stored + " messages are stored, " + messages + " were sent");
        }
    }

    private void find(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    private static int number(String clientMsgId) {
        return Integer.parseInt(clientMsgId.substring(1));
    }
}
