package io.keel.im.spi.trace;

/** What happens to a command on its way, after its gateway has received it. */
public enum Hop {
    /** Its gateway gives it to the bus; until the bus has it. */
    PUBLISH("publish"),
    /** Logic judges it, has it stored and tells of it. */
    JUDGE("logic judge"),
    /** A store's transaction writes it. */
    APPEND("append"),
    /** Logic gives the bus what one gateway is to push. */
    PUSH("push"),
    /** A gateway hands it to the lanes of its receivers. */
    DELIVER("gateway deliver");

    private final String label;

    Hop(String label) {
        this.label = label;
    }

    /** Its name in traces. */
    public String label() {
        return label;
    }
}
