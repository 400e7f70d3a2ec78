package io.keel.im.examples.admin;

import io.keel.im.store.mysql.MysqlAdmin;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Asks for an epoch, the present one or a new one. */
abstract class EpochAction extends AdminAction {

    private final Function<MysqlAdmin, CompletionStage<String>> question;

    EpochAction(Function<MysqlAdmin, CompletionStage<String>> question) {
        this.question = question;
    }

    @Override
    final Outcome run(AdminEngines engines) {
        return Outcome.of(new Facts().with("epoch", Answers.of(question.apply(engines.mysql()), "MySQL")));
    }
}
