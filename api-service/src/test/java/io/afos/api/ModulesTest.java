package io.afos.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import static org.assertj.core.api.Assertions.assertThat;

class ModulesTest {

    private static final Path PAGE = Path.of("../docs/architecture.md");
    private static final String BEGIN = "<!-- Drawn from the code. -->\n";
    private static final String END = "<!-- Written by hand from here. -->\n";

    private final ApplicationModules modules = ApplicationModules.of(ApiService.class);

    @Test
    void modulesHaveNoCyclesAndKeepOutOfEachOthersWebFaces() {
        modules.verify();
    }

    @Test
    void theArchitecturePageShowsTheModulesAsTheyAre() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String renewed = page.substring(0, begin) + ModuleMap.draw(modules) + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("afos.docs.renew")) {
            Files.writeString(PAGE, renewed);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "the modules have changed: renew docs/architecture.md by"
                                + " mvn test -pl api-service -am -Dtest=ModulesTest -Dsurefire.failIfNoSpecifiedTests=false -Dafos.docs.renew=true")
                .isEqualTo(renewed);
    }
}
