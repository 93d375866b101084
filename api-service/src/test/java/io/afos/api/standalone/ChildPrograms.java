package io.afos.api.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** Programs that the tests run as child processes. */
final class ChildPrograms {

    private ChildPrograms() {}

    /** Notes its process id and lives until its standard input ends. */
    static final class Obedient {
        public static void main(String[] args) throws IOException {
            note(args[0]);
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    /** Notes its process id and does not listen. */
    static final class Deaf {
        public static void main(String[] args) throws IOException, InterruptedException {
            note(args[0]);
            awaitKill();
        }
    }

    /** Notes its process id and crashes. */
    static final class Crashing {
        public static void main(String[] args) throws IOException {
            note(args[0]);
            throw new IllegalStateException("crashed on purpose");
        }
    }

    /** Runs a database until it is killed. */
    static final class DatabaseOwner {
        public static void main(String[] args) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]));
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept (id int)");
                statement.execute("INSERT INTO kept VALUES (42)");
            }
            note(args[1]);
            awaitKill();
        }
    }

    private static void awaitKill() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void note(String file) throws IOException {
        Files.writeString(
                Path.of(file),
                ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
