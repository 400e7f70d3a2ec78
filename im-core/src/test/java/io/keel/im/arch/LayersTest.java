package io.keel.im.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A layer uses what stands above it, never what stands below or beside it. */
class LayersTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.keel.im");

    @Test
    void layerUsesOnlyWhatStandsAboveIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("values")
                .definedBy(
                        "io.keel.im",
                        "io.keel.im.conversation..",
                        "io.keel.im.group..",
                        "io.keel.im.seq..",
                        "io.keel.im.id..",
                        "io.keel.im.presence..",
                        "io.keel.im.rate..",
                        "io.keel.im.command..",
                        "io.keel.im.query..")
                .layer("rules")
                .definedBy(
                        "io.keel.im.message..",
                        "io.keel.im.membership..",
                        "io.keel.im.fanout..",
                        "io.keel.im.receipt..",
                        "io.keel.im.sync..")
                .layer("ports")
                .definedBy("io.keel.im.spi..")
                .layer("guard")
                .definedBy("io.keel.im.guard..")
                .layer("wire")
                .definedBy("io.keel.im.protocol..")
                .layer("roles")
                .definedBy(
                        "io.keel.im.gateway..",
                        "io.keel.im.logic..",
                        "io.keel.im.session..",
                        "io.keel.im.job..",
                        "io.keel.im.auth..",
                        "io.keel.im.config..",
                        "io.keel.im.health..",
                        "io.keel.im.lock..",
                        "io.keel.im.telemetry..")
                .layer("memory")
                .definedBy("io.keel.im.memory..")
                .layer("embedded")
                .definedBy("io.keel.im.embedded..")
                .whereLayer("values")
                .mayNotAccessAnyLayer()
                .whereLayer("rules")
                .mayOnlyAccessLayers("values")
                .whereLayer("ports")
                .mayOnlyAccessLayers("values", "rules")
                .whereLayer("guard")
                .mayOnlyAccessLayers("values", "rules", "ports")
                .whereLayer("wire")
                .mayOnlyAccessLayers("values", "rules", "ports")
                .whereLayer("roles")
                .mayOnlyAccessLayers("values", "rules", "ports", "guard", "wire")
                .whereLayer("memory")
                .mayOnlyAccessLayers("values", "rules", "ports", "wire")
                .ensureAllClassesAreContainedInArchitecture()
                .as("values < rules < ports < guard, wire < roles, memory < embedded")
                .check(CORE);
    }

    @Test
    void coreKnowsNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(CORE);
    }
}
