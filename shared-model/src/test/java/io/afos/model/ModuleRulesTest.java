package io.afos.model;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ModuleRulesTest {

    private static final JavaClasses MODEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.afos.model");

    @Test
    void the_model_depends_on_plain_java_and_small_libraries_only() {
        classes()
                .that()
                .resideInAPackage("io.afos.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.afos.model..",
                        "java..",
                        "org.jspecify..",
                        "org.apache.commons.numbers..",
                        "ch.obermuhlner.math.big..",
                        "ai.onnx.proto..",
                        "com.google.protobuf..",
                        "com.fasterxml.jackson.annotation..",
                        "tools.jackson..")
                .check(MODEL);
    }

    @Test
    void only_messages_and_the_networks_in_them_are_read_and_written_as_json() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.afos.model.message..", "io.afos.model.network..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(MODEL);
    }

    @Test
    void only_what_stands_in_messages_and_requests_says_how_it_looks_in_json() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.afos.model.message..",
                        "io.afos.model.network..",
                        "io.afos.model.recipe..",
                        "io.afos.model.space..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(MODEL);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.afos.model.(*)..").should().beFreeOfCycles().check(MODEL);
    }

    @Test
    void expressions_know_nothing_of_the_other_packages() {
        noClasses()
                .that()
                .resideInAPackage("io.afos.model.expression..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.afos.model.activation..",
                        "io.afos.model.space..",
                        "io.afos.model.recipe..",
                        "io.afos.model.message..")
                .check(MODEL);
    }
}
