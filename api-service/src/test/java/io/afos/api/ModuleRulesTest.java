package io.afos.api;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.afos.api.job.JobState;
import io.afos.api.job.JobStateChanged;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
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
    void controllersLiveInWebFacesAndAreForNobodyElse() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .areAnnotatedWith(Controller.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .resideInAPackage("io.afos.api..web")
                .check(MAIN);
    }

    @Test
    void webFacesAreUsedByNobody() {
        MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.matches("io\\.afos\\.api\\..+\\.web"))
                .distinct()
                .forEach(face -> noClasses()
                        .that()
                        .resideOutsideOfPackage(face)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(face)
                        .check(MAIN));
    }

    @Test
    void onlyWebFacesKnowPagesAndCursors() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.afos.api..web")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.afos.api.web")
                .check(MAIN);
    }

    @Test
    void jobsPublishWhatHappensToThemThemselves() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.afos.api.job")
                .should()
                .callConstructor(JobStateChanged.class, long.class, JobState.class)
                .check(MAIN);
    }

    @Test
    void searchIsInRoomsOfAtMostTwentyFilesWithoutCycles() {
        JavaClasses search = MAIN.that(resideInAPackage("io.afos.api.search.."));
        slices().matching("io.afos.api.(**)").should().beFreeOfCycles().check(search);
        assertThat(search.stream()
                        .filter(type -> type.isTopLevelClass())
                        .collect(groupingBy(JavaClass::getPackageName, counting())))
                .allSatisfy((room, files) -> assertThat(files).as(room).isLessThanOrEqualTo(20));
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
