package io.keel.im.store.mysql;

import io.keel.im.conversation.Message;
import io.keel.im.spi.AppendResult.Known;

/** What stands in the log already, or will when the batch is stored, for commands that come again. */
interface FirstAnswer {

    /** Where it stands. */
    Message message();

    /**
     * Tells all of it to the command that stored it, and the first answer to any other.
     *
     * @param command the id of the command that comes now
     * @param now the message as it stands now
     */
    Known to(long command, Message now);
}
