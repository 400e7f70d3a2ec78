package io.keel.im.health;

/** What being ready needs of something that is checked. */
public enum Need {
    /** While it is down the process is not ready: for what is this process's own, so that another instance would do better. */
    ALWAYS,
    /**
     * The process is not ready before it has been up once; later it only degrades. For what all instances share: were each of them
     * to go, a partial outage would be made total.
     */
    TO_START,
    /** Nothing: while it is down the process serves, with less. */
    NEVER
}
