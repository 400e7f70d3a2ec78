package io.keel.im.transport.grpc;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import java.util.concurrent.CompletionStage;

/** Takes commands that come by no connection: {@link io.keel.im.gateway.CommandClient#submit}, or an embedded assembly. */
@FunctionalInterface
public interface Commands {

    /**
     * Submits a command. Must not block; may be called from any thread.
     *
     * @param from in whose name; rights are that user's
     * @param device from which device
     * @return the answer, refusals included
     */
    CompletionStage<Answer> submit(UserId from, DeviceId device, Command command);
}
