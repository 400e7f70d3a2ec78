package io.keel.im.telemetry;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Every figure there is. Names and units are stable; one that is taken away or means something else is a change that hosts are
 * told of.
 */
public enum Metric {
    CONNECTIONS(Subject.CONNECTIONS, Kind.GAUGE, "im.connections", "Clients that have been welcomed and are here."),
    CONNECTS(Subject.CONNECTIONS, Kind.COUNTER, "im.connects", "Clients that have been welcomed."),
    GREETING(Subject.CONNECTIONS, Kind.TIMER, "im.greeting", "From a client's token to its welcome."),
    CLOSED(
            Subject.CONNECTIONS,
            Kind.COUNTER,
            "im.closed.connections",
            "Connections that the gateway ended, by the name of the close code.",
            "code"),
    TURNED_AWAY(
            Subject.CONNECTIONS,
            Kind.COUNTER,
            "im.turned.away",
            "Attempts to connect that were refused before there was a connection.",
            "reason"),

    ACCEPTED(
            Subject.REQUESTS,
            Kind.COUNTER,
            "im.accepted.commands",
            "Commands of clients that the bus took: messages, recalls, changes of groups."),
    ANSWER(
            Subject.REQUESTS,
            Kind.TIMER,
            "im.answer",
            "From a client's command to its answer, of those that succeeded: the longest of those answered together."),
    ANSWERED(
            Subject.REQUESTS,
            Kind.COUNTER,
            "im.answered.commands",
            "Commands that succeeded, as their clients were told."),
    REFUSED(Subject.REQUESTS, Kind.COUNTER, "im.refused", "Requests of any kind that were refused or failed.", "code"),
    LIMITED(
            Subject.REQUESTS,
            Kind.COUNTER,
            "im.limited",
            "What was refused by a limit; requests among it count as refused as well.",
            "limit"),

    PUSHED(Subject.DELIVERIES, Kind.COUNTER, "im.pushed.frames", "Frames handed to clients as pushes."),
    DELIVERY(
            Subject.DELIVERIES,
            Kind.TIMER,
            "im.delivery",
            "From the sender's gateway to a receiver's, by the clocks of both: the longest of the messages that came together."),
    WASTED(
            Subject.DELIVERIES,
            Kind.COUNTER,
            "im.wasted.pushes",
            "Pushes that came to a gateway that holds none of their receivers any more."),
    DROPPED(
            Subject.DELIVERIES,
            Kind.COUNTER,
            "im.dropped.frames",
            "Pushes dropped because clients read too slowly; they are told, and catch up."),

    STORED(Subject.LOGIC, Kind.COUNTER, "im.stored.messages", "Messages and events stored."),
    BATCH(Subject.LOGIC, Kind.TIMER, "im.store.batch", "How long the store took for a batch."),
    BATCH_MESSAGES(Subject.LOGIC, Kind.SUMMARY, "im.store.batch.messages", "How many messages a batch had."),
    TOLD_BATCHES(Subject.LOGIC, Kind.COUNTER, "im.told.batches", "Batches whose outcome was told."),
    TOLD_COMMANDS(Subject.LOGIC, Kind.COUNTER, "im.told.commands", "Commands in the batches that were told."),
    TOLD_RECORDS(
            Subject.LOGIC,
            Kind.COUNTER,
            "im.told.records",
            "What the bus was given for gateways, one for each gateway that a batch concerns."),
    TOLD_RECEIVERS(
            Subject.LOGIC,
            Kind.COUNTER,
            "im.told.receivers",
            "Users named in those as receivers: over the commands, how far a message spreads."),
    POSTPONED(
            Subject.LOGIC,
            Kind.COUNTER,
            "im.postponed.commands",
            "Commands of batches that failed because a dependency is down; they are handed over again."),
    BURIED(Subject.LOGIC, Kind.COUNTER, "im.buried.commands", "Commands that cannot be handled and were put aside."),
    QUERY(Subject.LOGIC, Kind.TIMER, "im.query", "Queries, by the code of their refusal, or OK.", "code"),

    COMMIT(
            Subject.STORE,
            Kind.TIMER,
            "im.store.commit",
            "Transactions that append, from their beginning to their end."),
    COMMIT_COMMANDS(
            Subject.STORE,
            Kind.SUMMARY,
            "im.store.commit.commands",
            "How many commands shared a transaction, of several batches perhaps."),
    COLLISIONS(
            Subject.STORE,
            Kind.COUNTER,
            "im.store.collisions",
            "Transactions that met another and were run again: deadlocks, lock timeouts, keys that were there."),

    PUBLISHED(Subject.BUS, Kind.COUNTER, "im.bus.published.records", "Records given to the bus.", "route"),
    FAILED(
            Subject.BUS,
            Kind.COUNTER,
            "im.bus.failed.records",
            "Records that did not reach the bus, or were dropped before it.",
            "route"),
    RECEIVED(Subject.BUS, Kind.COUNTER, "im.bus.received.records", "Records that came from the bus.", "route"),
    REDELIVERED(
            Subject.BUS,
            Kind.COUNTER,
            "im.bus.redelivered.records",
            "Records handed over again because their handling failed.",
            "route"),
    BUS_LAG(
            Subject.BUS,
            Kind.GAUGE,
            "im.bus.lag.records",
            "Records that a group has not handled yet, over the partitions that this process holds.",
            "group"),
    BUS_PARTITIONS(Subject.BUS, Kind.GAUGE, "im.bus.partitions", "Partitions that this process holds.", "group"),

    CALL(
            Subject.CALLS,
            Kind.TIMER,
            "im.call",
            "Calls of what the process depends on, waiting included, by how they ended.",
            "dependency",
            "outcome"),
    BREAKER(
            Subject.CALLS,
            Kind.GAUGE,
            "im.breaker.state",
            "The state of the breaker: 0 closed, 1 half open, 2 open.",
            "dependency"),
    BREAKER_OPENED(Subject.CALLS, Kind.COUNTER, "im.breaker.opened", "How often the breaker has opened.", "dependency"),
    FALLBACK(
            Subject.CALLS,
            Kind.COUNTER,
            "im.fallbacks",
            "What was done without the dependency, as is laid down for when it is away.",
            "dependency"),
    CALLS_ACTIVE(Subject.CALLS, Kind.GAUGE, "im.calls.active", "Calls that are under way.", "dependency"),
    POOL_ACTIVE(Subject.CALLS, Kind.GAUGE, "im.pool.active", "Connections of the pool that are in use.", "dependency"),
    POOL_IDLE(Subject.CALLS, Kind.GAUGE, "im.pool.idle", "Connections of the pool that are not in use.", "dependency"),
    POOL_WAITING(Subject.CALLS, Kind.GAUGE, "im.pool.waiting", "Who waits for a connection of the pool.", "dependency"),

    TASK(
            Subject.JOBS,
            Kind.TIMER,
            "im.task",
            "What jobs did about tasks, some of them at once perhaps, by whether it succeeded.",
            "name",
            "result"),
    TASKS(
            Subject.JOBS,
            Kind.COUNTER,
            "im.tasks",
            "Tasks that jobs were given, by whether they were done.",
            "name",
            "result"),
    DUTY(Subject.JOBS, Kind.TIMER, "im.duty", "Turns of a duty, by whether it was done.", "duty", "result"),

    REVISION(Subject.PROCESS, Kind.GAUGE, "im.configuration.revision", "The revision of the configuration in force."),
    PROBLEMS(
            Subject.PROCESS,
            Kind.GAUGE,
            "im.configuration.problems",
            "Bad values of the newest configuration; while there are any it is not in force."),
    LEASE(
            Subject.PROCESS,
            Kind.GAUGE,
            "im.lease.state",
            "The state of a lease: 0 held, 1 in doubt, 2 lost, 3 given back.",
            "lease"),
    WORKER_ID(Subject.PROCESS, Kind.GAUGE, "im.worker.id", "The worker id that ids are made by; -1 for none."),
    HEALTHY(
            Subject.PROCESS,
            Kind.GAUGE,
            "im.healthy",
            "Whether something that readiness rests on is well: 1 or 0.",
            "condition"),
    READY(Subject.PROCESS, Kind.GAUGE, "im.ready", "Whether the process may be given work: 1 or 0."),
    DRAINING(
            Subject.PROCESS,
            Kind.GAUGE,
            "im.draining",
            "What is left to finish by a process that is leaving: connections, batches, calls."),
    QUEUE(Subject.PROCESS, Kind.GAUGE, "im.queue.entries", "What waits in a bounded queue.", "queue"),
    QUEUE_BYTES(Subject.PROCESS, Kind.GAUGE, "im.queue.bytes", "The bytes that wait in a bounded queue.", "queue");

    /** Labels whose values whoever wires a process has chosen; those of all others are closed lists. */
    private static final Set<String> CHOSEN =
            Set.of("condition", "dependency", "duty", "group", "lease", "name", "queue");

    private final Subject subject;
    private final Kind kind;
    private final String id;
    private final String description;
    private final List<String> tags;

    Metric(Subject subject, Kind kind, String id, String description, String... tags) {
        this.subject = subject;
        this.kind = kind;
        this.id = id;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** What it is about. */
    public Subject subject() {
        return subject;
    }

    /** What kind of figure it is. */
    public Kind kind() {
        return kind;
    }

    /** Its name in Micrometer. */
    public String id() {
        return id;
    }

    /** What it tells, in a sentence. */
    public String description() {
        return description;
    }

    /** What it is told apart by. */
    public List<String> tags() {
        return tags;
    }

    /**
     * Tells whether it is there from the beginning in every process that keeps its subject. Others are there from when the part is made
     * that has what they tell of: a dependency, a lease, a queue, a group, a job, a duty, a condition.
     */
    public boolean always() {
        return tags.stream().noneMatch(CHOSEN::contains);
    }

    /** Its name in Prometheus; of a timer or summary, what comes before {@code _count}, {@code _sum}, {@code _max} and {@code _bucket}. */
    public String prometheusName() {
        String name = id.replace('.', '_').toLowerCase(Locale.ROOT);
        return switch (kind) {
            case COUNTER -> name + "_total";
            case TIMER -> name + "_seconds";
            case GAUGE, SUMMARY -> name;
        };
    }

    /** Kinds of figures. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** A level. */
        GAUGE,
        /** How often, and how long, with a histogram. */
        TIMER,
        /** How often, and how much. */
        SUMMARY
    }
}
