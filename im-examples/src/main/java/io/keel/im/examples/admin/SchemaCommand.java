package io.keel.im.examples.admin;

import io.keel.im.store.mysql.SchemaReport;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Looks whether the database is as it has to be. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks whether all migrations are applied, and whether MySQL keeps what it has committed; fails where not.",
            "Changes nothing. Asks MySQL."
        })
final class SchemaCommand extends AdminAction {

    @Override
    Outcome run(AdminEngines engines) {
        SchemaReport report = Answers.of(engines.mysql().schema(), "MySQL");
        Sheet migrations = new Sheet("no migrations", "migration", "description", "state");
        for (SchemaReport.Migration migration : report.migrations()) {
            migrations.row(
                    migration.version(),
                    migration.description(),
                    migration.state().name().toLowerCase(Locale.ROOT));
        }
        Sheet settings = new Sheet("no settings", "setting", "value", "expected", "sound");
        for (SchemaReport.Setting setting : report.settings()) {
            settings.row(
                    setting.name(),
                    setting.value(),
                    setting.expected().isEmpty() ? "any" : setting.expected(),
                    setting.sound());
        }
        Facts facts = new Facts()
                .with("server", report.server())
                .with("sound", report.sound())
                .with("migrations", migrations)
                .with("settings", settings);
        return Outcome.of(facts, report.sound(), "the database is not as it has to be");
    }
}
