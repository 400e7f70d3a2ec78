package io.keel.im.logic;

import io.keel.im.command.Answer;
import io.keel.im.spi.Append;

/** What is to be done about a command. */
sealed interface Judgement {

    /** Append it, then tell about it. */
    record Entry(Append append) implements Judgement {}

    /** Answer it: nothing is to be stored. */
    record Settled(Answer answer) implements Judgement {}
}
