package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.util.List;

/**
 * Users that {@code ctk run} refuses: one error line, exit code 125, and the command is not run.
 * Needs root.
 */
class BadUserIT {

    /** Specs stand as start.c reads them; what is shown of them stands behind. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "no-such-user    | 'no-such-user'     | user  | 'no-such-user'",
                "Nobody          | 'Nobody'           | user  | 'Nobody'",
                "\" nobody\"     | ' nobody'          | user  | ' nobody'",
                "\"nobody \"     | 'nobody '          | user  | 'nobody '",
                "0x10            | '0x10'             | user  | '0x10'",
                "1_000           | '1_000'            | user  | '1_000'",
                "caf\\xe9        | 'caf\\xe9'         | user  | 'caf\\xe9'",
                "\\xe6\\x97\\xa5 | '日'               | user  | '日'",
                "a'b\\\\c        | 'a\\'b\\\\c'       | user  | 'a\\'b\\\\c'",
                "\\x1b[31m\\x07  | '\\x1b[31m\\x07'   | user  | '\\x1b[31m\\x07'",
                "nobody:absent   | 'nobody:absent'    | group | 'absent'",
                "0:absent        | '0:absent'         | group | 'absent'",
                "root:adm:tty    | 'root:adm:tty'     | group | 'adm:tty'",
                "12345:Root      | '12345:Root'       | group | 'Root'",
            })
    void refusesAName(String spec, String shown, String kind, String name) throws Exception {
        expectRefusal(
                spec,
                """
                ctk run: cannot resolve user %s: no such %s %s
                hint: add the %s to the image, or give UID:GID as numbers, which need no entry\
                """
                        .formatted(shown, kind, name, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483648",
                "4294967294",
                "4294967295",
                "4294967296",
                "99999999999999999999",
                "18446744073709551616",
                "+4294967296",
            })
    void refusesANumberOutOfRange(String number) throws Exception {
        String cause = " id '%s' is out of range (0 to 2147483647)".formatted(number);
        expectRefusal(number, "ctk run: cannot resolve user '%s': user%s".formatted(number, cause));
        expectRefusal(
                "0:" + number,
                "ctk run: cannot resolve user '0:%s': group%s".formatted(number, cause));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-4294967295", "-99999999999999999999"})
    void refusesANegativeGroup(String number) throws Exception {
        expectRefusal(
                "nobody:" + number,
                "ctk run: cannot resolve user 'nobody:%1$s': group id '%1$s' is out of range"
                                .formatted(number)
                        + " (0 to 2147483647)");
    }

    /** Other tools, among them setpriv(1), take these for root and exit 0. */
    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1:0", "-1:-1", "-", "-4294967296"})
    void takesWhatStartsWithAHyphenForAnOption(String spec) throws Exception {
        expectRefusal(
                spec,
                "ctk run: unknown option '" + spec + "'\nhint: ctk run --help lists the options");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":adm", ":0", "::"})
    void refusesAnEmptyUser(String spec) throws Exception {
        expectRefusal(
                spec,
                """
                ctk run: cannot resolve user '%s': the user part is empty
                hint: is a variable unset?\
                """
                        .formatted(spec));
    }

    @Test
    void refusesANewline() throws Exception {
        for (String spec : List.of("nobody\\n", "\\nnobody", "0\\n", "nobody:\\nadm")) {
            String shown = spec.replace("\\n", "\\x0a");
            expectRefusal(
                    spec,
                    "ctk run: cannot resolve user '%1$s': user spec '%1$s' holds a newline"
                            .formatted(shown));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "app                        | uid is missing",
                "app:x                      | uid is missing",
                "app:x:                     | uid is empty",
                "app:x::5                   | uid is empty",
                "app:x:zero:5               | uid 'zero'",
                "app:x:0x10:5               | uid '0x10'",
                "app:x:1 :5                 | uid '1 '",
                "app:x:5                    | gid is missing",
                "app:x:5:                   | gid is empty",
                "app:x:5:staff              | gid 'staff'",
                "app:x:-1:5                 | uid '-1' is out of range (0 to 4294967294)",
                "app:x:4294967295:5         | uid '4294967295' is out of range (0 to 4294967294)",
                "app:x:4294967296:5         | uid '4294967296' is out of range (0 to 4294967294)",
                "app:x:5:4294967295         | gid '4294967295' is out of range (0 to 4294967294)",
                "app:x:5:-1                 | gid '-1' is out of range (0 to 4294967294)",
                "app:x:18446744073709551616:5 | uid '18446744073709551616' is out of range (0 to"
                        + " 4294967294)",
            })
    void refusesAMalformedLineOfTheUser(String line, String cause) throws Exception {
        Marker marker = Marker.create();
        Run run =
                EtcFiles.ofUsers("root:x:0:0::/root:\n\n" + line + "\napp:x:7:7::/:\n")
                        .ctk(marker.after("run", "app", "--"));
        marker.expectRefusal(
                run,
                125,
                "ctk run: cannot resolve user 'app': line 3 of /etc/passwd is malformed: " + cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app   | dev:x::app           | gid is empty",
                "app   | dev:x:dev:app        | gid 'dev'",
                "app   | dev:x:-1:z,app       | gid '-1' is out of range (0 to 4294967294)",
                "5:dev | dev                  | gid is missing",
                "5:dev | dev:x                | gid is missing",
                "5:dev | dev:x:4294967295:    | gid '4294967295' is out of range (0 to 4294967294)",
            })
    void refusesAMalformedLineOfAGroup(String spec, String line, String cause) throws Exception {
        Marker marker = Marker.create();
        Run run =
                EtcFiles.of("app:x:7:7::/:\n", "root:x:0:\n" + line + "\ndev:x:9:app\n")
                        .ctk(marker.after("run", spec, "--"));
        marker.expectRefusal(
                run,
                125,
                "ctk run: cannot resolve user '%s': line 2 of /etc/group is malformed: %s"
                        .formatted(spec, cause));
    }

    @Test
    void doesNotJudgeLinesThatHaveNoPartInTheAnswer() throws Exception {
        EtcFiles files = EtcFiles.of("bad\n:\nx:y:z\napp:x:7:8::/:\n", "bad\ndev:x:zero:other\n");
        assertEquals(
                "7 8 8\n",
                files.ctk("run", "app", "sh", "-c", "echo $(id -u) $(id -g) $(id -G)")
                        .expect(0)
                        .out());
    }

    @Test
    void refusesALineOfTwoMebibytes() throws Exception {
        Marker marker = Marker.create();
        String line = "x".repeat(2 << 20);
        marker.expectRefusal(
                EtcFiles.ofUsers(line + ":x:5:5\n").ctk(marker.after("run", "nobody", "--")),
                125,
                "ctk run: cannot resolve user 'nobody': line 1 of /etc/passwd is longer than 1"
                        + " MiB");
        marker.expectRefusal(
                EtcFiles.of("nobody:x:5:5::/:\n", "a:x:1:\n" + line)
                        .ctk(marker.after("run", "nobody", "--")),
                125,
                "ctk run: cannot resolve user 'nobody': line 2 of /etc/group is longer than 1 MiB");
    }

    @Test
    void refusesAFileThatIsADirectory() throws Exception {
        Root root = Root.create();
        Files.delete(root.directory.resolve("etc/passwd"));
        root.makeDirectory("etc/passwd");
        root.run("", Root.CTK, "run", "nobody", "--", "/never")
                .expectError(125, "ctk run: cannot read '/etc/passwd': is a directory");
    }

    /** root without the capabilities that let it read everything. */
    @Test
    void refusesAFileThatItMayNotRead() throws Exception {
        Marker marker = Marker.create();
        EtcFiles files = EtcFiles.ofUsers("nobody:x:65534:65534::/:\n");
        Run.of(List.of("chown", "1:1", files.passwd().toString())).expect(0);
        Run.of(List.of("chmod", "0600", files.passwd().toString())).expect(0);
        List<String> ctk = new java.util.ArrayList<>(List.of(Image.CTK));
        ctk.addAll(List.of(marker.after("run", "nobody", "--")));
        List<String> command = StartState.of("--drop-cap=1", "--drop-cap=2").command(ctk);
        marker.expectRefusal(
                files.run(command), 125, "ctk run: cannot open '/etc/passwd': permission denied");
    }

    @Test
    void warnsOfAnIdWithoutEntryThatKeepsRootsGroup() throws Exception {
        Run run = Run.ctk("run", "12345", "--", "id");
        assertEquals(
                "0 ctk run: warning: user 12345 has no passwd entry and keeps gid 0\n",
                run.code() + " " + run.err());
        assertEquals("uid=12345 gid=0(root) groups=0(root)\n", run.out());
    }

    private static void expectRefusal(String spec, String lines) throws Exception {
        Marker marker = Marker.create();
        Run run = StartState.PLAIN.ctk(marker.after("run", spec, "--"));
        marker.expectRefusal(run, 125, lines);
    }
}
