package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Users that only a second source of the name service knows: libnss-extrausers. Needs root. */
@LeftOutWhenSealed("what the name service says is not sealed")
class UserDbIT {

    private static final String HINT =
            "\nhint: add the user to the image, or give UID:GID as numbers, which need no entry";
    private static final String ANY_BYTES = "\nhint: --user-db=files takes any bytes";

    private static final String PASSWD =
            """
            elsa:x:4242:4243::/home/elsa:/bin/sh
            last:x:4294967294:4294967294::/:/bin/sh
            latin:x:4300:4300::/home/h\u00e9:/bin/sh
            """;

    private static final String GROUP =
            """
            elsas:x:4243:
            team:x:4244:elsa,nobody
            none:x:4294967295:
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "elsa                  | 4242 4243 4243 77 4244",
                "elsa:team             | 4242 4244 4244",
                "4242                  | 4242 4243 4243 77 4244",
                "4242:4300             | 4242 4300 4300",
                "nobody                | 65534 65534 65534 4244",
                "last                  | 4294967294 4294967294 4294967294",
                "5555:team             | 5555 4244 4244",
                "--groups=team,4 elsa  | 4242 4243 4243 4 4244",
            })
    void findsWhoIsThere(String user, String ids) throws Exception {
        String command = Machine.CTK + " run --user-db=nss " + user.strip() + " -- ";
        assertEquals(
                ids, machine().sh("echo $(" + command + "sh -c 'id -u; id -g; id -G')").strip());
    }

    @Test
    void asksFilesUnlessToldOtherwise() throws Exception {
        Machine machine = machine();
        String line = "ctk run: cannot resolve user 'elsa': no such user 'elsa'" + HINT;
        machine.ctk("run", "elsa", "--", "true").expectError(125, line);
        machine.ctk("run", "--user-db=files", "elsa", "--", "true").expectError(125, line);
        String home =
                machine.ctk("run", "--user-db=nss", "elsa", "--", "sh", "-c", "echo $HOME")
                        .expect(0)
                        .out();
        assertEquals("/home/elsa\n", home);
    }

    /** Both ways to look the same files up come to the same. */
    @ParameterizedTest
    @CsvSource({"nobody", "root", "daemon:adm", "1", "65533", "33:33"})
    void agreesWithFiles(String user) throws Exception {
        Machine machine = machine("files");
        String[] script = {"sh", "-c", "id -u; id -g; id -G; echo $HOME"};
        Run files = machine.ctk("run", user, "--", script[0], script[1], script[2]);
        Run nss = machine.ctk("run", "--user-db=nss", user, "--", script[0], script[1], script[2]);
        assertEquals(files.out(), nss.out());
        assertEquals(files.err(), nss.err());
        assertEquals(0, nss.code());
    }

    @Test
    void saysWhereAnEntryIsFrom() throws Exception {
        Machine machine = machine();
        String text =
                machine.ctk("run", "--user-db=nss", "--dry-run", "elsa:team", "--", "true")
                        .expect(0)
                        .out();
        assertTrue(text.startsWith("user          4242 'elsa' (nss), will be set\n"), text);
        assertTrue(text.contains("\ngroup         4244 'team' (nss), will be set\n"), text);
        String json =
                machine.ctk("run", "--user-db=nss", "--dry-run=json", "elsa", "--", "true")
                        .expect(0)
                        .out();
        assertTrue(
                json.contains(
                        "{\"id\":4242,\"changed\":true,\"name\":\"elsa\",\"file\":\"nss\",\"line\":null}"),
                json);
    }

    @Test
    void isAKeyOfAConfiguration() throws Exception {
        Machine machine = machine();
        machine.write("/etc/ctk/ctk.toml", "user = \"elsa\"\n[run]\nuser-db = \"nss\"\n");
        assertEquals("4242\n", machine.ctk("run", "--", "id", "-u").expect(0).out());
        assertEquals("4242\n", machine.ctk("run", "elsa", "--", "id", "-u").expect(0).out());
        machine.write("/etc/ctk/ctk.toml", "user = \"elsa\"\n[run]\nuser-db = \"nis\"\n");
        machine.ctk("run", "--", "true")
                .expectError(125, "ctk run: cannot take --user-db 'nis': it is files or nss");
    }

    /** Steps read files; the user of the line reaches them as numbers. */
    @Test
    void givesAVolumeToTheUser() throws Exception {
        Machine machine = machine();
        Run run =
                machine.ctk(
                        "run",
                        "--user-db=nss",
                        "--volume=/data",
                        "elsa",
                        "--",
                        "stat",
                        "-c",
                        "%u:%g",
                        "/data");
        assertEquals("4242:4243\n", run.expect(0).out());
    }

    /** A step makes a user that neither source had. */
    @Test
    void findsWhoAStepMade() throws Exception {
        Machine machine = machine();
        machine.write(
                "/etc/ctk/ctk.toml",
                """
                user = "made"
                [run]
                user-db = "nss"
                [[step]]
                use = "ensure-user"
                name = "made"
                uid = 777
                """);
        assertEquals("777\n", machine.ctk("run", "--", "id", "-u").expect(0).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nosuch    | no such user 'nosuch'",
                "over      | nss entry of user 'over' is malformed: uid 4294967295 is no id",
                "elsa:none | nss entry of group 'none' is malformed: gid 4294967295 is no id",
            })
    void refusesWhoIsNobody(String user, String why) throws Exception {
        Machine machine = machine();
        Path passwd = Path.of("/etc/passwd");
        machine.write("/etc/passwd", Files.readString(passwd) + "over:x:4294967295:1::/:/bin/sh\n");
        String hint = why.startsWith("no such") ? HINT : "";
        machine.ctk("run", "--user-db=nss", user, "--", "true")
                .expectError(125, "ctk run: cannot resolve user '" + user + "': " + why + hint);
    }

    /** Names are text to the library in between; what is none is refused on both ways. */
    @Test
    void refusesBytesThatAreNoText() throws Exception {
        Machine machine = machine();
        String entry = "nss entry of user 'latin' cannot be read: home is not UTF-8";
        machine.ctk("run", "--user-db=nss", "latin", "--", "true")
                .expectError(125, "ctk run: cannot resolve user 'latin': " + entry + ANY_BYTES);
        String script = "exec " + Machine.CTK + " run --user-db=nss \"$(printf 'a\\377')\" true";
        machine.run("sh", "-c", script)
                .expectError(
                        125,
                        "ctk run: cannot resolve user 'a\\xff': name 'a\\xff' is not UTF-8, which"
                                + " --user-db=nss asks for"
                                + ANY_BYTES);
    }

    @Test
    void refusesAnotherValue() throws Exception {
        Run.ctk("run", "--user-db=ldap", "nobody", "--", "true")
                .expectError(125, "ctk run: cannot take --user-db 'ldap': it is files or nss");
        Run.ctk("run", "--user-db=", "nobody", "--", "true")
                .expectError(125, "ctk run: cannot take --user-db '': it is files or nss");
    }

    /** A source whose module the image lacks knows nobody; the others do. */
    @Test
    void doesWithoutAModule() throws Exception {
        Machine machine = machine("files nothere");
        machine.ctk("run", "--user-db=nss", "nobody", "--", "true").expect(0);
        Run run = machine.ctk("run", "--user-db=nss", "elsa", "--", "true");
        run.expectError(125, "ctk run: cannot resolve user 'elsa': no such user 'elsa'" + HINT);
    }

    @Test
    void saysThatThereIsNoNameService() throws Exception {
        Path home = Image.directory("image").resolve("ctk");
        Run.of(List.of("cp", "-a", Image.HOME.toString(), home.toString())).expect(0);
        Files.delete(home.resolve("lib/libjffi-1.2.so"));
        String ctk = home.resolve("bin/ctk").toString();
        Run run = Run.of(List.of(ctk, "run", "--user-db=nss", "nobody", "--", "true"));
        assertEquals(125, run.code());
        String[] lines = run.err().lines().toArray(String[]::new);
        assertEquals(2, lines.length, run.err());
        String start = "ctk run: cannot resolve user 'nobody': the name service is not available: ";
        assertTrue(lines[0].startsWith(start), run.err());
        Run.of(List.of(ctk, "run", "nobody", "--", "true")).expect(0);
    }

    /** Neither a file in /tmp nor an open descriptor is left. */
    @Test
    void leavesNothingBehind() throws Exception {
        Machine machine = machine();
        String list = "ls -A /tmp | sort; ls /proc/self/fd";
        assertEquals(
                listed(machine, List.of(Machine.CTK, "run", "4242:4243", "sh", "-c", list)),
                listed(
                        machine,
                        List.of(Machine.CTK, "run", "--user-db=nss", "elsa", "sh", "-c", list)));
    }

    private static String listed(Machine machine, List<String> command) throws Exception {
        return Run.of(machine.command("mount -t tmpfs t tmp", List.of(), command)).expect(0).out();
    }

    private static Machine machine() throws Exception {
        return machine("files extrausers");
    }

    private static Machine machine(String sources) throws Exception {
        Machine machine = Machine.create();
        machine.write("/etc/nsswitch.conf", "passwd: " + sources + "\ngroup: " + sources + "\n");
        machine.write("/etc/group", Files.readString(Path.of("/etc/group")) + "odd:x:77:elsa\n");
        machine.write("/var/lib/extrausers/group", GROUP);
        machine.write("/var/lib/extrausers/passwd", "");
        Files.writeString(
                machine.upper("/var/lib/extrausers/passwd"), PASSWD, StandardCharsets.ISO_8859_1);
        return machine;
    }
}
