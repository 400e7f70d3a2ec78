package io.keel.im.telemetry;

/** What figures are about; a process keeps those of the subjects that it has to do with. */
public enum Subject {
    /** Clients of a gateway. */
    CONNECTIONS,
    /** What clients ask of a gateway. */
    REQUESTS,
    /** What a gateway brings to clients. */
    DELIVERIES,
    /** Commands and queries in logic. */
    LOGIC,
    /** The writing of a store. */
    STORE,
    /** The bus and tasks between processes. */
    BUS,
    /** Calls of engines and of other processes. */
    CALLS,
    /** Jobs and duties. */
    JOBS,
    /** The process among the others: leases, configuration, readiness. */
    PROCESS
}
