package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.keel.im.spi.ConfigSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One change of the configuration as a transaction. etcd compares keys, not prefixes, so each change also writes one key beside the
 * prefix: by that two that add different keys notice each other. What others write by hand is noticed where it meets the keys
 * that were seen or are changed.
 */
final class ConfigChange {

    static final String PREFIX = "/config/";

    private static final ByteSequence CHANGED = EtcdConnection.bytes("/config-changed");

    private final ConfigSnapshot seen;
    private final Map<String, Optional<String>> changes;

    ConfigChange(ConfigSnapshot seen, Map<String, Optional<String>> changes) {
        this.seen = seen;
        this.changes = Map.copyOf(changes);
    }

    /** Prepares the transaction: all of the change if everything stands as it was seen, else a look at what stands. */
    Txn prepare(Txn transaction) {
        return transaction.If(conditions().toArray(Cmp[]::new))
                .Then(operations().toArray(Op[]::new))
                .Else(Op.get(
                        EtcdConnection.bytes(PREFIX),
                        GetOption.builder().isPrefix(true).build()));
    }

    /** What stands once it was made. */
    Map<String, String> made() {
        Map<String, String> values = new HashMap<>(seen.values());
        changes.forEach((key, value) -> value.ifPresentOrElse(text -> values.put(key, text), () -> values.remove(key)));
        return values;
    }

    private List<Cmp> conditions() {
        List<Cmp> conditions = new ArrayList<>();
        conditions.add(new Cmp(CHANGED, Cmp.Op.LESS, CmpTarget.modRevision(seen.revision() + 1)));
        seen.values()
                .forEach((key, value) ->
                        conditions.add(new Cmp(key(key), Cmp.Op.EQUAL, CmpTarget.value(EtcdConnection.bytes(value)))));
        for (String key : changes.keySet()) {
            if (!seen.values().containsKey(key)) {
                conditions.add(new Cmp(key(key), Cmp.Op.EQUAL, CmpTarget.createRevision(0)));
            }
        }
        return conditions;
    }

    private List<Op> operations() {
        List<Op> operations = new ArrayList<>();
        changes.forEach((key, value) ->
                operations.add(value.<Op>map(text -> Op.put(key(key), EtcdConnection.bytes(text), PutOption.DEFAULT))
                        .orElseGet(() -> Op.delete(key(key), DeleteOption.DEFAULT))));
        operations.add(Op.put(CHANGED, ByteSequence.EMPTY, PutOption.DEFAULT));
        return operations;
    }

    private static ByteSequence key(String key) {
        return EtcdConnection.bytes(PREFIX + key);
    }
}
