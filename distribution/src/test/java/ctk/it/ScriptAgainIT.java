package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What runs through ctk in a container that runs already does no step again: a shell by {@code
 * docker exec}, and a script that calls itself as another user. Needs root.
 */
class ScriptAgainIT {

    private static final String COUNTER =
            """
            mkdir -p /counted
            mkdir -p /etc/ctk/conf.d
            cat > /etc/ctk/conf.d/counter.toml << END
            [[step]]
            use = "exec"
            command = ["sh", "-c", "echo counted >> /counted/starts"]
            END
            cat > /usr/local/bin/again.sh << END
            #!/bin/sh
            if [ "\\$(id -u)" = 0 ]; then exec ctk run "\\$1" -- "\\$0" "\\$@"; fi
            exec ctk run "\\$1" -- id -u
            END
            chmod 0755 /usr/local/bin/again.sh
            """;

    private static final String USERS =
            """
            useradd --system --uid 911 --user-group --home-dir /config abc
            useradd --system --uid 899 --user-group db
            useradd --uid 10001 --user-group node
            mkdir -p /config
            """;

    @ParameterizedTest
    @CsvSource({
        "user-id, app, 4242, false",
        "node, node, 10001, false",
        "node, node, 10001, true",
        "puid, abc, 911, false",
        "puid, abc, 911, true",
        "database, db, 899, false",
        "database, db, 899, true",
    })
    void runsNoStepAgain(String name, String user, String uid, boolean isReadOnly)
            throws Exception {
        Script script =
                Script.of(name, USERS + COUNTER)
                        .with("USER_ID=4242", "CACHE_DIR=/counted/c", "DB_DATA=/counted/db");
        Bundle bundle =
                (isReadOnly ? script.readOnlyBut("/counted", "/config") : script)
                        .ctkBundle("sleep", "300");
        Path log = bundle.directory().resolve("log");
        Process runc =
                new ProcessBuilder(bundle.command())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            Live.await(
                    "the command runs",
                    () -> {
                        assertTrue(runc.isAlive(), () -> text(log));
                        return bundle.exec("cat", "/proc/1/comm").out().equals("sleep\n");
                    });
            String[] shell = {"ctk", "run", user, "--", "sh", "-c", "id -u; id -un"};
            assertEquals(uid + "\n" + user + "\n", bundle.exec(shell).expect(0).out());
            assertEquals(uid + "\n", bundle.exec("again.sh", user).expect(0).out());
            assertEquals("counted\n", bundle.exec("cat", "/counted/starts").expect(0).out());
        } finally {
            bundle.delete();
            runc.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
