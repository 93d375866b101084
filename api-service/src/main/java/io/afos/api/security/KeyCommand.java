package io.afos.api.security;

import io.afos.api.problem.Conflict;
import io.afos.api.problem.NotFound;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Adds and revokes keys of a running service on the command line, with its settings of the database:
 * {@code --add-api-key=NAME:ROLE}, {@code --revoke-api-key=NAME}.
 */
public final class KeyCommand {

    private static final String ADD = "--add-api-key=";
    private static final String REVOKE = "--revoke-api-key=";
    private static final String BY = "command-line";

    private KeyCommand() {}

    /**
     * Does what {@code arguments} ask for.
     *
     * @return the exit code; nothing if they ask for neither
     */
    public static Optional<Integer> run(List<String> arguments, PrintStream out, PrintStream err) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(ADD) || argument.startsWith(REVOKE))
                .findFirst()
                .map(command -> run(command, arguments, out, err));
    }

    private static int run(String command, List<String> arguments, PrintStream out, PrintStream err) {
        String[] settings =
                arguments.stream().filter(argument -> !argument.equals(command)).toArray(String[]::new);
        try {
            StoredKeys keys = keys(settings);
            if (command.startsWith(REVOKE)) {
                String name = command.substring(REVOKE.length());
                keys.revoke(name, BY);
                out.println("The key " + name + " is revoked. Every process of the service refuses it within "
                        + StoredKeys.SECONDS + " seconds.");
            } else {
                out.println("The key, shown this once:");
                out.println();
                out.println(add(command.substring(ADD.length()), keys));
            }
            return 0;
        } catch (Conflict | NotFound | IllegalArgumentException | DataAccessException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private static StoredKeys keys(String[] settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(settings));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        Binder settingsOf = Binder.get(environment);
        DataSource database = settingsOf
                .bindOrCreate("spring.datasource", DataSourceProperties.class)
                .initializeDataSourceBuilder()
                .type(SimpleDriverDataSource.class)
                .build();
        return new StoredKeys(
                JdbcClient.create(database), settingsOf.bindOrCreate("afos.security", SecurityProperties.class));
    }

    private static String add(String request, StoredKeys keys) {
        int colon = request.lastIndexOf(':');
        Role role = Arrays.stream(Role.values())
                .filter(each -> each.name().equalsIgnoreCase(request.substring(colon + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        ADD + " takes NAME:ROLE with the role READ, WORK, SUBMIT, IMPORT or ADMIN"));
        return keys.add(request.substring(0, Math.max(0, colon)), role, BY);
    }
}
