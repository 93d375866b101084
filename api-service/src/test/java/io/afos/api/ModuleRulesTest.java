package io.afos.api;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ModuleRulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.afos.api");

    @Test
    void theModuleIsThere() {
        assertThat(MAIN.contain(ApiService.class)).isTrue();
        assertThat(MAIN.stream().map(type -> type.getPackageName()).distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void theServiceKnowsNoTrainer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "io.afos.trainer..")
                .check(MAIN);
    }

    @Test
    void jsonIsJackson3() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .check(MAIN);
    }

    @Test
    void featuresHaveNoCycles() {
        slices().matching("io.afos.api.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void controllersAreForNobodyElse() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .areAnnotatedWith(Controller.class)
                .should()
                .bePackagePrivate()
                .check(MAIN);
    }

    @Test
    void webFacesAreUsedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.afos.api.*.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.afos.api.*.web..")
                .check(MAIN);
    }

    @Test
    void onlyStandaloneTouchesEmbeddedServers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.afos.api.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.zonky..", "org.apache.qpid..")
                .check(MAIN);
    }

    @Test
    void onlyMessagingPublishes() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.afos.api.messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.amqp.rabbit.core..", "com.rabbitmq..")
                .check(MAIN);
    }

    @Test
    void strategiesDoNoInputAndOutput() {
        noClasses()
                .that()
                .resideInAPackage("io.afos.api.strategy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "java.io..", "java.nio..", "java.time..")
                .check(MAIN);
    }
}
