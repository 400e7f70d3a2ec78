package io.keel.im.logic;

import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a batch has to tell, so that each gateway is told once. Not safe for use by several threads at once. */
final class Outbox {

    private final Map<GatewayId, List<Downlink>> records = new LinkedHashMap<>();

    /** Where the record before went: the next goes there as well, mostly. */
    private @Nullable GatewayId lastGateway;

    private List<Downlink> last = List.of();
    private final int expected;
    private int receivers;

    /**
     * Makes an empty one.
     *
     * @param expected about how many records one gateway will get
     */
    Outbox(int expected) {
        this.expected = expected;
    }

    void add(GatewayId gateway, Downlink record) {
        if (!gateway.equals(lastGateway)) {
            lastGateway = gateway;
            last = records.computeIfAbsent(gateway, first -> new ArrayList<>(expected));
        }
        last.add(record);
        if (record instanceof Downlink.ToUsers push) {
            receivers += push.users().size();
        }
    }

    /** How many gateways are told something. */
    int gateways() {
        return records.size();
    }

    /** How many receivers are named. */
    int receivers() {
        return receivers;
    }

    void reply(Submission submission, Answer answer) {
        if (submission.origin() != null) {
            add(
                    submission.origin().gateway(),
                    new Downlink.Reply(submission.origin().connection(), submission.id(), answer));
        }
    }

    void flush(Bus bus) {
        records.forEach(bus::push);
    }
}
