package io.keel.im.testkit.history;

/** What a history may break: the invariants of the design, by their numbers there, and the promised order of pushes. */
public enum Invariant {
    /** An acknowledged message is stored, as it was submitted. */
    I1("what was answered sent is in the store"),
    /** A message is stored once, however often it is sent. */
    I2("one clientMsgId, one stored message"),
    /** Positions of a log have no gap and mean one thing. */
    I3("seqs of a conversation are 1…n with no gap, and the same for every reader"),
    /** Positions of an inbox have no gap and mean one thing. */
    I4("inbox seqs of a user are 1…n with no gap"),
    /** A device that has caught up lacks nothing and has nothing too much. */
    I5("after sync and history every device holds exactly the stored messages it may see"),
    /** The registry knows living connections alone. */
    I6("a session never points at a connection that has been replaced"),
    /** Ids are never given twice. */
    I7("two processes never make the same id"),
    /** Whatever waits is bounded. */
    I8("every queue is bounded"),
    /** Conversations are closed to strangers. */
    I9("no user reads or writes a conversation that it is no member of"),
    /** What a connection is pushed of one conversation comes in seq order, doubles apart. */
    PUSH_ORDER("pushes of one conversation reach one connection in seq order");

    private final String rule;

    Invariant(String rule) {
        this.rule = rule;
    }

    /** The rule in words. */
    public String rule() {
        return rule;
    }
}
