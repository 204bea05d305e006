package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ctk whoami USER}: what {@code ctk run} would become, and why. Needs root. */
class WhoamiUserIT {

    private static final Path CASES =
            Image.TOP.resolve("modules/core.userdb/src/test/resources/ctk/core/userdb");

    private static final String PASSWD =
            "root:x:0:0::/root:/bin/sh\n\n# no comment\napp:x:1000:1001:App:/srv/app:/bin/sh\n"
                    + "twin:x:1000:5::/twin:\nbare:x:1002:1001:::\nbad:x:zzz:1::/:\n";

    private static final String GROUP =
            "root:x:0:\nadm:x:4:app\napps:x:1001:\n#video:x:9:app\nvideo:x:44:root,app,twin\n";

    /** Every row of the table, with the same words as {@code ctk run} where it is refused. */
    @Test
    void agreesWithRun() throws Exception {
        EtcFiles files =
                new EtcFiles(
                        copy(Files.readAllBytes(CASES.resolve("passwd"))),
                        copy(Files.readAllBytes(CASES.resolve("group"))));
        List<String> rows = Files.readAllLines(CASES.resolve("cases.tsv"), ISO_8859_1);
        List<String> specs = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            String spec = row.substring(0, row.indexOf('\t'));
            if (!spec.startsWith("-") && spec.chars().allMatch(c -> c < 0x80)) {
                specs.add(spec);
            }
        }
        assertTrue(specs.size() > 60, "only " + specs.size());
        String script =
                """
                ctk=$1 passwd=$2 group=$3; shift 3
                for spec in "$@"; do
                    "$ctk" run --no-config --dry-run=json "$spec" -- true 2>&1; echo "= $?"
                    said=$("$ctk" whoami --passwd="$passwd" --group="$group" --json "$spec" 2>&1)
                    code=$?
                    printf '%s\\n' "$said" | sed "s|$passwd|/etc/passwd|; s|$group|/etc/group|"
                    echo "= $code"
                done
                """;
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh", Image.CTK));
        command.addAll(List.of(files.passwd().toString(), files.group().toString()));
        command.addAll(specs);
        Run both = Run.of(300, files.command(command)).expect(0);
        String compare =
                """
                import json, sys
                def who(run, it):
                    if "=" == it[-1][0] and it[-1] != "= 0":
                        return [it[-1]] + [x.replace("ctk whoami", "ctk run") for x in it[:-1]]
                    j = json.loads(it[-2])
                    ids = lambda g: sorted(set(g))
                    if run:
                        home = j["environment"][0].removeprefix("HOME=")
                        return [j["user"]["id"], j["user"]["name"], j["user"]["line"],
                                j["group"]["id"], ids(j["groups"]["ids"]), home]
                    return [j["user"]["id"], j["user"]["name"], j["user"]["line"],
                            j["group"]["id"], ids(x["id"] for x in j["groups"]["entries"]),
                            j["home"]["path"]]
                part, n, good = [], 0, 0
                for line in open(sys.argv[1]):
                    part.append(line.rstrip("\\n"))
                    if line.startswith("= "):
                        n += 1
                        if n % 2 == 1:
                            run = who(True, part)
                        else:
                            it = who(False, part)
                            if run[0] == "= 125":
                                run[0] = "= 1"
                            assert it == run, (it, run)
                            good += it[0] != "= 1"
                        part = []
                print(n // 2, good > 20, n // 2 - good > 20)
                """;
        Path file = Files.writeString(Image.directory("both").resolve("out"), both.out());
        Run python = Run.of(List.of(Installed.assume("python3"), "-c", compare, file.toString()));
        assertEquals(specs.size() + " True True\n", python.expect(0).out());
    }

    private static Path copy(byte[] bytes) throws Exception {
        return Files.write(Image.directory("etc").resolve("file"), bytes);
    }

    @Test
    void saysWhy() throws Exception {
        Golden.check(
                "ctk-whoami-user.page",
                whoami("app").out()
                        + "\n"
                        + whoami("1000:video").out()
                        + "\n"
                        + whoami("bare:7").out()
                        + "\n"
                        + whoami("4711").out()
                        + "\n"
                        + whoami("root").out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app|user-by-name 4 group-of-entry 4 groups-of-name [2, 5] home-of-entry",
                "1000|user-by-id 4 group-of-entry 4 groups-of-name [2, 5] home-of-entry",
                "twin|user-by-name 5 group-of-entry 5 groups-of-name [5] home-of-entry",
                "app:video|user-by-name 4 group-by-name 5 no-groups-beside [] home-of-entry",
                "app:44|user-by-name 4 group-by-id None no-groups-beside [] home-of-entry",
                "bare|user-by-name 6 group-of-entry 6 groups-of-name [] home-is-empty",
                "7|user-without-entry None group-of-caller None no-groups-of-root []"
                        + " home-without-entry",
                "7:7|user-without-entry None group-by-id None no-groups-beside []"
                        + " home-without-entry",
            })
    void namesLinesAndRules(String spec, String expected) throws Exception {
        String rules =
                "' '.join(str(x) for x in (it['user']['rule'], it['user']['line'],"
                        + " it['group']['rule'], it['group']['line'], it['groups']['rule'],"
                        + " [e['line'] for e in it['groups']['entries']], it['home']['rule']))";
        Run run = whoami("--json", spec).expect(0);
        assertEquals(expected, Schema.check("whoami-user.json", run.out(), rules));
    }

    @Test
    void withoutFilesThatAreNamedReadsThoseOfTheImage() throws Exception {
        Run run = EtcFiles.of(PASSWD, GROUP).ctk("whoami", "app").expect(0);
        assertTrue(run.out().contains("1000 app (/etc/passwd line 4: the first"), run.out());
        assertTrue(run.out().contains("44 video (/etc/group line 5)"), run.out());
    }

    @Test
    void whoMayNotBecomeItIsTold() throws Exception {
        List<String> command =
                List.of("setpriv", "--bounding-set=-setuid", "--inh-caps=-all", Image.CTK);
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("whoami", "--json", "1:1"));
        String facts = "it['possible'], it['problem']";
        assertEquals(
                "(False, 'changing the user needs CAP_SETUID')",
                Schema.check("whoami-user.json", Run.of(all).expect(0).out(), facts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|cannot resolve user 'nope': no such user 'nope'",
                "app:nope|cannot resolve user 'app:nope': no such group 'nope'",
                "bad|cannot resolve user 'bad': line 7 of passwd is malformed: uid 'zzz'",
                "2147483648|cannot resolve user '2147483648': user id '2147483648' is out of range"
                        + " (0 to 2147483647)",
                "EMPTY|cannot resolve user '': the user part is empty",
                ":app|cannot resolve user ':app': the user part is empty",
            })
    void whatDoesNotResolveExitsOne(String spec, String line) throws Exception {
        for (String json : List.of("--json", "--debug")) {
            Run run = whoami(json, spec.replace("EMPTY", ""));
            assertEquals(1, run.code());
            assertEquals("", run.out());
            String first = run.err().lines().findFirst().orElseThrow();
            assertEquals("ctk whoami: " + line, first);
        }
    }

    private static Run whoami(String... arguments) throws Exception {
        Tree tree = Tree.create();
        Files.writeString(tree.path("passwd"), PASSWD);
        Files.writeString(tree.path("group"), GROUP);
        List<String> command = new ArrayList<>(List.of(Image.CTK, "whoami"));
        command.addAll(List.of("--passwd", "passwd", "--group=group"));
        command.addAll(List.of(arguments));
        return tree.run(command.toArray(String[]::new));
    }
}
