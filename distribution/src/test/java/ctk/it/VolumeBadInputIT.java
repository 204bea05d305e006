package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines that {@code ctk chown-volumes} refuses: one error line, perhaps a hint, exit code 125, and
 * nothing is changed. Needs root.
 */
class VolumeBadInputIT {

    private static final String LABEL = "ctk chown-volumes: ";
    private static final String ENTRY =
            " to the image, or give UID:GID as numbers, which need no entry";
    private static final String UNSET = "\nhint: is a variable unset?";
    private static final String RANGE = " is out of range (0 to 2147483647)";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "absent          | 'absent'              | user  | 'absent'",
                "Nobody          | 'Nobody'              | user  | 'Nobody'",
                "\"nobody \"     | 'nobody '             | user  | 'nobody '",
                "\"a\nb\"        | 'a\\x0ab'             | -     | -",
                "nobody:absent   | 'nobody:absent'       | group | 'absent'",
                "7:absent        | '7:absent'            | group | 'absent'",
                "1:2:3           | '1:2:3'               | group | '2:3'",
                "nobody:nogroup: | 'nobody:nogroup:'     | group | 'nogroup:'",
            })
    void refusesAnOwnerThatIsUnknown(String spec, String shown, String kind, String name)
            throws Exception {
        String cause =
                kind.equals("-")
                        ? "user spec " + shown + " holds a newline"
                        : "no such %s %s\nhint: add the %s%s".formatted(kind, name, kind, ENTRY);
        expectRefusal("cannot resolve owner " + shown + ": " + cause, "--owner=" + spec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "4294967294", "4294967295", "18446744073709551616"})
    void refusesAnOwnerThatIsOutOfRange(String id) throws Exception {
        expectRefusal(
                "cannot resolve owner '%1$s': user id '%1$s'%2$s".formatted(id, RANGE),
                "--owner=" + id);
        expectRefusal(
                "cannot resolve owner '7:%1$s': group id '%1$s'%2$s".formatted(id, RANGE),
                "--owner=7:" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":nogroup", ":0"})
    void refusesAnOwnerWithoutUser(String spec) throws Exception {
        String message = "cannot resolve %s '%s': the user part is empty%s";
        String more = spec.length() > 1 ? " to change only the group is not supported" : "";
        expectRefusal(message.formatted("owner", spec, UNSET + more), "--owner=" + spec);
        Volumes volume = volume();
        List<String> before = volume.list();
        withVariable(spec, volume.chown())
                .expectError(125, LABEL + message.formatted("CTK_USER", spec, UNSET + more));
        assertEquals(before, volume.list());
    }

    @Test
    void refusesALineWithoutOwner() throws Exception {
        expectRefusal(
                "no owner given\n"
                        + "hint: give --owner=USER[:GROUP], or set CTK_USER, or user in ctk.toml");
    }

    @Test
    void refusesTheUserOfTheEnvironmentAsAnyOther() throws Exception {
        Volumes volume = volume();
        withVariable("absent", volume.chown())
                .expectError(
                        125,
                        LABEL
                                + "cannot resolve CTK_USER 'absent': no such user 'absent'\n"
                                + "hint: add the user"
                                + ENTRY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"    | it is empty",
                ":       | it is empty",
                "absent  | \"no such user 'absent'\nhint: add the user\"",
                ":absent | \"no such group 'absent'\nhint: add the group\"",
                "7:absent | \"no such group 'absent'\nhint: add the group\"",
            })
    void refusesWhatNobodyIs(String spec, String cause) throws Exception {
        String end = cause.contains("hint") ? ENTRY : UNSET;
        expectRefusal(
                "cannot resolve --from '" + spec + "': " + cause + end,
                "--owner=7:7",
                "--from=" + spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "65",
                "x",
                "",
                "-1",
                "1e3",
                "99999999999",
                "640",
                " 1",
                "1 ",
                "+1",
                "0x1"
            })
    void refusesJobs(String number) throws Exception {
        expectRefusal(
                "cannot take --jobs '" + number + "': it is a number from 1 to 64",
                "--owner=7:7",
                "--jobs=" + number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/0",
                "2/2",
                "3/2",
                "-1/2",
                "0/-2",
                "a/b",
                "1",
                "1/",
                "/2",
                "",
                "/",
                "0/1/2",
                "1/5000",
                "0/4097",
                " 0/2",
                "0/2 ",
                "0x0/2",
                "99999999999/99999999999",
                "0/18446744073709551618",
                "4294967296/2"
            })
    void refusesShards(String shard) throws Exception {
        expectRefusal(
                "cannot take shard '"
                        + shard
                        + "': it is I/N, with I from 0 to N-1\nhint: N is at most 4096",
                "--owner=7:7",
                "--shard=" + shard);
    }

    @Test
    void refusesAShardOfWhatItsRootTellsOf() throws Exception {
        expectRefusal(
                "cannot combine --shard with --policy=root-mismatch\n"
                        + "hint: PATH itself belongs to one shard, so the others would always"
                        + " find it unchanged",
                "--owner=7:7",
                "--shard=0/2",
                "--policy=root-mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Changed", "always ", "root", "changed,always"})
    void refusesPolicies(String policy) throws Exception {
        expectRefusal(
                "cannot take --policy '" + policy + "': it is changed, root-mismatch or always",
                "--owner=7:7",
                "--policy=" + policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "SKIP", "no"})
    void refusesWordsForHardLinks(String word) throws Exception {
        expectRefusal(
                "cannot take --hardlinks '" + word + "': it is chown or skip",
                "--owner=7:7",
                "--hardlinks=" + word);
    }

    /** The grammar's cases are those of GlobTests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"  | \"it is empty\"",
                "/x    | \"it starts with '/'\nhint: patterns start at PATH: write 'x'\"",
                "./x   | \"it holds the component '.'\nhint: patterns start at PATH: write 'x'\"",
                "x/    | \"it ends with '/'\nhint: a directory is named without it\"",
                "a//b  | \"it holds '//'\"",
                "a/../b | \"it holds the component '..'\"",
                "a**   | \"'**' is not a whole component\nhint: as in 'a/**/*.tmp'\"",
                "[x    | \"'[' is not closed\nhint: write '\\[' for the byte itself\"",
            })
    void refusesPatterns(String glob, String cause) throws Exception {
        expectRefusal(
                "cannot exclude '" + glob + "': " + cause,
                "--owner=7:7",
                "--exclude=ok",
                "--exclude=" + glob);
    }

    /** The grammar's cases are those of ModeChangeTests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"    | it is empty",
                "8       | '8' is out of place",
                "10000   | a number is above 07777",
                "u       | an operator (+, - or =) is missing",
                "u+r,    | a clause is empty",
                "u+q     | 'q' is out of place",
                "D       | a clause is empty",
                "DF0700  | 'F' is out of place",
            })
    void refusesModes(String mode, String cause) throws Exception {
        expectRefusal(
                "cannot parse mode '" + mode + "': " + cause, "--owner=7:7", "--mode=" + mode);
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() throws Exception {
        String hint = "\nhint: ctk chown-volumes --help lists the options";
        expectRefusal("unknown option '--bogus'" + hint, "--owner=7:7", "--bogus");
        expectRefusal("unknown option '-R'" + hint, "--owner=7:7", "-R");
        expectRefusal("option --verbose takes no argument", "--owner=7:7", "--verbose=1");
        Run.ctk("chown-volumes", "--owner")
                .expectError(125, LABEL + "option --owner needs an argument");
    }

    /** It would be a path; behind -- it is one. */
    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "--jobs=0", "--", "-R", "-rf"})
    void refusesAnOptionBehindAPath(String option) throws Exception {
        Volumes volume = volume();
        List<String> command = volume.chown("--owner=7:7");
        command.add(option);
        Run.of(command)
                .expectError(
                        125,
                        LABEL
                                + "option '"
                                + option
                                + "' stands behind a path\n"
                                + "hint: options come first; a path of that name is given as"
                                + " ./-NAME");
        volume.expectOwner("0:0");
    }

    @Test
    void refusesALineWithoutPath() throws Exception {
        for (String end : List.of("--verbose", "--")) {
            Run.ctk("chown-volumes", "--owner=7:7", end)
                    .expectError(
                            125,
                            LABEL
                                    + "no path given\n"
                                    + "hint: usage: ctk chown-volumes [OPTIONS] PATH...");
        }
    }

    /** All are opened before anything is changed, whichever of them is the one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void changesNothingIfOnePathCannotBeOpened(int place) throws Exception {
        List<Volumes> volumes = List.of(volume(), volume());
        List<String> command = new ArrayList<>(List.of("chown-volumes", "--owner=7:7"));
        volumes.forEach(volume -> command.add(volume.top().toString()));
        Path missing = volumes.getFirst().top().resolve("missing");
        command.add(2 + place, missing.toString());
        Run.ctk(command.toArray(String[]::new))
                .expectError(
                        125, LABEL + "cannot open '" + missing + "': no such file or directory");
        for (Volumes volume : volumes) {
            volume.expectOwner("0:0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"  | \"cannot open '': the path is empty\nhint: is a variable unset?\"",
                "f/x   | \"cannot open 'f/x': not a directory\"",
                "loop/x | \"cannot open 'loop/x': too many levels of symbolic links\"",
            })
    void refusesAPathThatLeadsNowhere(String path, String message) throws Exception {
        Volumes volume = Volumes.of("touch f; ln -s loop loop");
        List<String> command = new ArrayList<>(List.of("env", "-C", volume.top().toString()));
        command.addAll(List.of(Image.CTK, "chown-volumes", "--owner=7:7", ".", path));
        Run.of(command).expectError(125, LABEL + message);
        volume.expectOwner("0:0");
    }

    private static Volumes volume() throws Exception {
        return Volumes.of("mkdir d; touch d/f f; ln -s f link");
    }

    private static void expectRefusal(String message, String... options) throws Exception {
        Volumes volume = volume();
        List<String> before = volume.list("%P %U:%G %m %C@");
        List<String> plain = new ArrayList<>(List.of("env", "-u", "CTK_USER"));
        plain.addAll(volume.chown(options));
        Run.of(plain).expectError(125, LABEL + message);
        assertEquals(before, volume.list("%P %U:%G %m %C@"));
    }

    private static Run withVariable(String user, List<String> command) throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("CTK_USER", user);
        return Run.with(environment, command);
    }
}
