package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;

/**
 * In the place of a database's entrypoint, with a private data directory, secrets from files, and
 * programs that prepare it: database.toml. Needs root.
 */
class ScriptDatabaseIT {

    private static final String IMAGE =
            """
            groupadd --system --gid 899 db
            useradd --system --uid 899 --gid db --create-home --home-dir /var/lib/db --skel /var/empty db
            mkdir -p /run/secrets /srv/pg/old
            printf 'hunter2 $x\\n' > /run/secrets/password
            touch /srv/pg/old/file
            chown -R 77:77 /srv/pg/old
            chmod 0777 /srv/pg
            """;

    /** They say who ran them, with what secret, and in which order. */
    private static final String PROGRAMS =
            """
            mkdir /docker-entrypoint-initdb.d; cd /docker-entrypoint-initdb.d
            for name in 20-tables 10-schema 30-rights; do
                echo '#!/bin/sh' > $name
                echo 'echo "${0##*/} $(id -u):$(id -g) $DB_PASSWORD $HOME" >> "$DB_DATA/log"' >> $name
                chmod 0755 $name
            done
            cp 10-schema 15-not-executable; chmod 0644 15-not-executable
            """;

    private final Script script =
            Script.of("database", IMAGE + PROGRAMS)
                    .with("DB_DATA=/srv/pg", "DB_PASSWORD_FILE=/run/secrets/password");

    @Test
    void preparesTheSameDatabase() throws Exception {
        String out = script.expectSame("/srv/pg");
        assertTrue(out.startsWith("pid 1, 899:899 of 899, umask 0022\n"), out);
        assertTrue(out.contains("\nDB_PASSWORD=hunter2 $x\n"), out);
        assertTrue(out.contains("\n899:899 700 d /srv/pg\n"), out);
        assertTrue(out.contains("\n899:899 644 f 0 /srv/pg/old/file\n"), out);
        String[] log = {"cat", "/srv/pg/log"};
        String lines = script.ctk(log).expect(0).out();
        assertEquals(script.shell(log).expect(0).out(), lines);
        assertTrue(lines.startsWith("10-schema 899:899 hunter2 $x /var/lib/db\n20-t"), lines);
    }

    @Test
    void makesADataDirectoryThatIsMissing() throws Exception {
        String out = script.with("DB_DATA=/srv/new/data").expectSame("/srv/new/data", "/srv/new");
        assertTrue(out.contains("\n899:899 700 d /srv/new/data\n"), out);
        assertTrue(out.contains("\n0:0 755 d /srv/new\n"), out);
    }

    @Test
    void refusesASecretThatIsGivenTwice() throws Exception {
        Script twice = script.with("DB_PASSWORD=other");
        assertEquals(1, twice.shell("true").code());
        twice.ctk("true")
                .expectError(
                        125,
                        "ctk run: step 'secrets' (/etc/ctk/ctk.toml:18:1): both DB_PASSWORD and"
                                + " DB_PASSWORD_FILE are set\n"
                                + "hint: unset one of them");
    }

    @Test
    void endsWithTheFirstProgramThatFails() throws Exception {
        String failing = "echo 'exit 3' >> /docker-entrypoint-initdb.d/20-tables\n";
        Script fails =
                Script.of("database", IMAGE + PROGRAMS + failing)
                        .with("DB_DATA=/srv/pg", "DB_PASSWORD=x");
        Bundle shell = fails.shellBundle("true");
        Bundle ctk = fails.ctkBundle("true");
        assertEquals(3, Script.once(shell).code());
        Script.once(ctk)
                .expectError(
                        125,
                        "ctk run: step 'exec' (/etc/ctk/ctk.toml:23:1):"
                                + " '/docker-entrypoint-initdb.d/20-tables' exited with 3\n"
                                + "hint: done before it: give directory '/srv/pg' to 899:899, mode"
                                + " 0700; give '/srv/pg' and what is below to 899:899");
        String log = Files.readString(ctk.upper("/srv/pg/log"));
        assertEquals(Files.readString(shell.upper("/srv/pg/log")), log);
        assertEquals(2, log.lines().count(), log);
    }

    @Test
    void needsNoPrograms() throws Exception {
        Script none = Script.of("database", IMAGE).with("DB_DATA=/srv/pg");
        assertTrue(none.expectSame("/srv/pg").contains("\n899:899 700 d /srv/pg\n"));
    }

    @Test
    void worksInATmpfsOnAReadOnlyRoot() throws Exception {
        Script readOnly = script.readOnlyBut("/srv").with("DB_DATA=/srv/data");
        String out = readOnly.expectSame("/srv/data");
        assertTrue(out.startsWith("pid 1, 899:899 of 899, umask 0022\n"), out);
        assertTrue(out.contains("\n899:899 700 d /srv/data\n"), out);
    }

    /** The shell's entrypoint reads it as the user, who then could read it from anywhere. */
    @Test
    void takesASecretThatOnlyRootCanRead() throws Exception {
        Script closed =
                Script.of("database", IMAGE + PROGRAMS + "chmod 0400 /run/secrets/password\n")
                        .with("DB_DATA=/srv/pg", "DB_PASSWORD_FILE=/run/secrets/password");
        String[] command = {"sh", "-c", "echo $DB_PASSWORD $DB_PASSWORD_FILE"};
        assertEquals("hunter2 $x\n", closed.ctk(command).expect(0).out());
        assertTrue(closed.shell(command).err().contains("Permission denied"));
    }
}
