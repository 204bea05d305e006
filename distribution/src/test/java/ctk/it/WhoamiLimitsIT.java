package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/** Capabilities, securebits and user namespaces as {@code ctk whoami} tells them. Needs root. */
class WhoamiLimitsIT {

    private static final String NAMES =
            "','.join(x['what'] for x in it['unusual']"
                    + " if x['what'] in ('root','capabilities','new-privileges'))";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bounding-set=DOCKER|bounding|Docker default set",
                "--bounding-set=DOCKER,-mknod,-net_raw|effective|Docker default set but net_raw,"
                        + " mknod",
                "--bounding-set=DOCKER,+net_admin|permitted|Docker default set and net_admin",
                "--bounding-set=-all,+chown,+kill,+net_admin|bounding|chown, kill, net_admin",
                "--bounding-set=-all|bounding|none",
                "--inh-caps=-all|inheritable|none",
                "--inh-caps=-all,+chown|inheritable|chown",
                "--inh-caps=-all,+kill --ambient-caps=+kill|ambient|kill",
                "--securebits=+noroot,+noroot_locked|securebits|noroot, noroot_locked",
                "--securebits=+no_setuid_fixup|securebits|no_setuid_fixup",
                "--no-new-privs|no new privs|on",
                "--groups=0,4294967294|groups|0 root, 4294967294",
            })
    void namesSets(String options, String label, String words) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv"));
        String all = options.replace("DOCKER", WhoamiPageIT.DOCKER);
        command.addAll(List.of(all.split(" ", -1)));
        command.addAll(List.of(Image.CTK, "whoami"));
        String page = Run.of(command).expect(0).out();
        String line = label + " ".repeat(18 - label.length()) + words;
        assertTrue(page.contains("\n  " + line + "\n") || page.contains("\n! " + line + ":"), page);
    }

    /** What the kernel says in /proc is what the system calls say. */
    @Test
    void agreesWithProc() throws Exception {
        String script =
                """
                setpriv --inh-caps=-all,+kill,+chown --ambient-caps=+kill \\
                    --bounding-set=-net_raw --securebits=+no_setuid_fixup sh -c \\
                    '"$0" whoami --json; grep -E "^(Cap|NoNew|Uid|Gid)" /proc/self/status' "$0"
                """;
        Run run = Run.of(List.of("sh", "-c", script, Image.CTK)).expect(0);
        String[] parts = run.out().split("\n", 2);
        String sets =
                "[sum(1 << it['capabilities']['known'].index(n) if len(it['capabilities']['known'])"
                        + " == 41 else 0 for n in it['capabilities'][s]) for s in"
                        + " ('inheritable','permitted','effective','bounding','ambient')]";
        String told = Schema.check("whoami.json", parts[0], sets);
        List<Long> expected =
                parts[1].lines()
                        .filter(line -> line.startsWith("Cap"))
                        .map(line -> Long.parseUnsignedLong(line.split("\t", 2)[1], 16))
                        .toList();
        assertEquals(5, expected.size());
        assertEquals(expected.toString(), told);
    }

    @Test
    void marksWhatAnApplicationDoesNotNeed() throws Exception {
        assertEquals("root,new-privileges", marks("--bounding-set=" + WhoamiPageIT.DOCKER));
        assertEquals(
                "root,capabilities",
                marks("--no-new-privs --bounding-set=" + WhoamiPageIT.DOCKER + ",+net_admin"));
        assertEquals("", marks("--no-new-privs --reuid=1 --regid=1 --clear-groups"));
    }

    private static String marks(String options) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--inh-caps=-all"));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of(Image.CTK, "whoami", "--json"));
        return Schema.check("whoami.json", Run.of(command).expect(0).out(), NAMES);
    }

    @Test
    void tellsAUserNamespace() throws Exception {
        List<String> command = List.of(Image.program("mapped"), Image.CTK, "whoami");
        Run run = Run.of(command);
        org.junit.jupiter.api.Assumptions.assumeTrue(run.code() != 77, run.err());
        String page = run.expect(0).out().replaceAll(" +", " ").replace("\n ", "\n");
        String words =
                "user namespace users 0-65535 here are 100000-165535 outside; groups 0-65535\n"
                        + "here are 100000-165535 outside\n";
        assertTrue(page.contains(words), page);
        List<String> asJson = List.of(Image.program("mapped"), Image.CTK, "whoami", "--json");
        assertEquals(
                "{'initial': False, 'uid_map': [{'inside': 0, 'outside': 100000, 'count': 65536}],"
                        + " 'gid_map': [{'inside': 0, 'outside': 100000, 'count': 65536}]}",
                Schema.check("whoami.json", Run.of(asJson).out(), "it['user_namespace']"));
    }

    @Test
    void tellsANamespaceInWhichNothingIsMapped() throws Exception {
        Run run = Run.of(List.of("unshare", "-U", Image.CTK, "whoami"));
        org.junit.jupiter.api.Assumptions.assumeTrue(run.code() != 1, run.err());
        assertTrue(
                run.expect(0).out().contains("users not mapped; groups not mapped\n"), run.out());
        assertTrue(run.out().contains("user              65534 nobody"), run.out());
    }
}
