package io.afos.api.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The embedded database's password: created once, readable only by the owner of the directory. */
record PasswordFile(Path path, String password) {

    private static final String NAME = "postgres.password";

    static PasswordFile in(Path directory) throws IOException {
        Path path = directory.resolve(NAME).toAbsolutePath();
        if (Files.exists(path)) {
            return new PasswordFile(path, Files.readString(path).strip());
        }
        String password = RandomPassword.next();
        try (var file = Files.newByteChannel(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file())) {
            file.write(StandardCharsets.UTF_8.encode(password));
        }
        return new PasswordFile(path, password);
    }
}
