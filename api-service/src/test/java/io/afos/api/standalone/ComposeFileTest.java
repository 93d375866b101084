package io.afos.api.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** What docker-compose.yml promises to those who run it. */
class ComposeFileTest {

    private static final Path PROJECT = Path.of("..");

    private final Map<String, Object> file = read();

    @Test
    void everyContainerHasLimitsAndGainsNoPrivileges() {
        assertThat(objects("services"))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy((name, service) -> assertThat(service)
                        .as(name)
                        .containsKeys("mem_limit", "cpus", "pids_limit")
                        .containsEntry("cap_drop", List.of("ALL"))
                        .containsEntry("security_opt", List.of("no-new-privileges:true")));
    }

    @Test
    void theAccountOfTheServiceMakesItsTablesAndIsNoSuperuser(@TempDir Path directory) throws Exception {
        String script =
                objects("configs").get("postgres-account").get("content").toString();
        String renamed = script.replaceAll("\\$\\{[^}]*}", "secret").replace("afos", "compose");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                for (String sql : renamed.strip().split(";")) {
                    statement.execute(sql);
                }
            }
            String url = database.url().replace("/afos?", "/compose?");

            Flyway.configure().dataSource(url, "compose", "secret").load().migrate();

            try (var connection = DriverManager.getConnection(url, "compose", "secret");
                    var statement = connection.createStatement();
                    var account = statement.executeQuery(
                            "select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user")) {
                assertThat(account.next()).isTrue();
                assertThat(account.getBoolean(1)).isFalse();
            }
        }
    }

    @Test
    void secretsStayOutOfGitAndImages() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve(".gitignore"))).contains(".env", ".env.*");
        for (String module : List.of("api-service", "trainer-worker")) {
            assertThat(Files.readAllLines(PROJECT.resolve(module).resolve("Dockerfile.dockerignore")))
                    .contains(".env*");
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> objects(String name) {
        return (Map<String, Map<String, Object>>) file.get(name);
    }

    private static Map<String, Object> read() {
        try (var text = Files.newBufferedReader(PROJECT.resolve("docker-compose.yml"))) {
            return new Yaml().load(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
