package io.keel.im.examples.bench.load;

/** One way of making load on connections that are ready. */
interface Load extends Events {

    /** Sends the first messages. */
    void start();

    /** Stops sending; what is on its way still arrives. */
    void stop();

    /** Whether everything that was sent has arrived everywhere. */
    boolean settled();

    /** What is known so far. */
    Tally tally();
}
