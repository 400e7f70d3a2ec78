package io.keel.im.examples.bench;

import java.io.IOException;

/** One thing that is measured. */
interface Scenario {

    /** Measures it and adds what it finds to the run. */
    void run(Bench bench) throws IOException;

    /** Remarks on rounds that say nothing of the server. */
    static void flag(Bench bench, String scenario, Contender contender, Rounds rounds) {
        if (rounds.clientIsTheLimit()) {
            bench.remark(scenario + ", " + contender.dialect()
                    + ": INVALID, the load client used up its core; the server may be faster than this");
        }
    }
}
