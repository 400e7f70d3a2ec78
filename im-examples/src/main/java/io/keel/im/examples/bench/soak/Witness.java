package io.keel.im.examples.bench.soak;

import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Sent;

/** Writes down what each user was told. Calls of one user come in the order in which it learnt of things. */
interface Witness {

    /** The server has promised that this message is stored. */
    void promised(int user, Outgoing message, Sent sent);

    /** A user has this message now: the next one of its inbox, or of a read-diffused conversation. */
    void received(int user, long inboxSeq, Message message);
}
