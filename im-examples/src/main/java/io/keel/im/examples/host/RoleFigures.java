package io.keel.im.examples.host;

import io.keel.im.telemetry.Subject;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which figures a process of each role keeps. */
public enum RoleFigures {
    GATEWAY(Subject.CONNECTIONS, Subject.REQUESTS, Subject.DELIVERIES, Subject.BUS, Subject.CALLS, Subject.PROCESS),
    LOGIC(Subject.LOGIC, Subject.STORE, Subject.BUS, Subject.CALLS, Subject.PROCESS),
    SESSION(Subject.CALLS, Subject.PROCESS),
    DATA_PROXY(Subject.CALLS, Subject.PROCESS),
    JOB(Subject.JOBS, Subject.BUS, Subject.CALLS, Subject.PROCESS),
    EMBEDDED(
            Subject.CONNECTIONS,
            Subject.REQUESTS,
            Subject.DELIVERIES,
            Subject.LOGIC,
            Subject.STORE,
            Subject.CALLS,
            Subject.PROCESS);

    private final Set<Subject> subjects;

    RoleFigures(Subject first, Subject... others) {
        this.subjects = EnumSet.of(first, others);
    }

    /** The role's name, as its command has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What its figures are about. */
    public Set<Subject> subjects() {
        return EnumSet.copyOf(subjects);
    }
}
