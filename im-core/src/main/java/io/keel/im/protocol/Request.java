package io.keel.im.protocol;

import io.keel.im.DeviceId;
import io.keel.im.Refusal;
import io.keel.im.command.Command;
import io.keel.im.query.Query;
import org.jspecify.annotations.Nullable;

/** What a client's frame asks for, in the terms of the domain. */
public sealed interface Request {

    /** To do something that takes a seq. */
    record OfCommand(Command command) implements Request {}

    /** To tell something, or to move something that is the caller's alone. */
    record OfQuery(Query query) implements Request {}

    /** To answer at all. */
    enum Ping implements Request {
        /** The one instance. */
        PING
    }

    /**
     * To believe that the client is who it says.
     *
     * @param token not empty, and otherwise unchecked
     * @param device the device that the client names; null when it names none
     */
    record OfAuth(String token, @Nullable DeviceId device) implements Request {

        /** Tells nothing of the token. */
        @Override
        public String toString() {
            return "OfAuth[" + device + "]";
        }
    }

    /** Nothing that can be done: a field is missing, malformed or too large. */
    record Invalid(Refusal refusal) implements Request {}
}
