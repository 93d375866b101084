package io.afos.api.standalone;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneInitializerTest {

    @TempDir
    private Path directory;

    private final MockEnvironment environment = new MockEnvironment().withProperty("server.port", "0");

    @Test
    void explainsThatThePackagedJarLeavesTheProfileOut() {
        environment.setActiveProfiles("standalone");
        var packaged = new FilteredClassLoader("io.zonky", "org.apache.qpid", "ai.djl", "io.afos.trainer");

        assertThatThrownBy(() -> initialize(packaged)).isInstanceOfSatisfying(StandaloneStartException.class, e -> {
            var analysis = new StandaloneStartFailureAnalyzer().analyze(e);
            assertThat(analysis.getDescription()).contains("which this jar does not contain");
            assertThat(analysis.getAction()).contains("mvn spring-boot:run");
        });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void doesNothingWithoutTheProfile() {
        initialize(getClass().getClassLoader());

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void namesASettingOutOfRange() {
        environment.setActiveProfiles("standalone");
        environment.setProperty("afos.standalone.workers", "257");

        assertThatThrownBy(() -> initialize(getClass().getClassLoader()))
                .hasRootCauseMessage("afos.standalone.workers is 257; it must be between 0 and 256");
    }

    private void initialize(ClassLoader classLoader) {
        environment.setProperty("afos.standalone.directory", directory.toString());
        try (var context = new GenericApplicationContext()) {
            context.setClassLoader(classLoader);
            context.setEnvironment(environment);
            new StandaloneInitializer().initialize(context);
        }
    }
}
