package io.afos.trainer;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The walls of this module. */
class ModuleTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.afos.trainer");

    @Test
    void knowsNothingOfTheApiOrItsDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.afos.api..",
                        "java.sql..",
                        "javax.sql..",
                        "jakarta.persistence..",
                        "com.fasterxml.jackson.databind..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWorkerKnowsQueuesAndSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.afos.trainer.activation..",
                        "io.afos.trainer.architecture..",
                        "io.afos.trainer.benchmark..",
                        "io.afos.trainer.data..",
                        "io.afos.trainer.image..",
                        "io.afos.trainer.network..",
                        "io.afos.trainer.random..",
                        "io.afos.trainer.training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.rabbitmq..")
                .check(CLASSES);
    }

    @Test
    void theEngineStaysOutOfTheWorkersConversation() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.afos.trainer.worker..",
                        "io.afos.trainer.data..",
                        "io.afos.trainer.image..",
                        "io.afos.trainer.random..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl.nn..", "ai.djl.ndarray..", "ai.djl.pytorch..", "ai.djl.training..")
                .check(CLASSES);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.afos.trainer.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
