package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Each option that ctk run and setpriv(1) share makes a program see the same; GosuModeIT has the
 * same of gosu. Needs root.
 */
class RunAsSetprivIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--groups=                  | --clear-groups",
                "--groups=12,29             | --groups=12,29",
                "--add-groups=29            | --groups=29",
                "--no-new-privs             | --clear-groups --no-new-privs",
                "--bounding-set=chown,kill  | --clear-groups --bounding-set=-all,+chown,+kill",
                "--bounding-set=none        | --clear-groups --bounding-set=-all",
                "--bounding-set=38,cap_kill | --clear-groups --bounding-set=-all,+cap_38,+kill",
                "--securebits=noroot        | --clear-groups --securebits=+noroot",
                "--securebits=noroot,noroot_locked | --clear-groups"
                        + " --securebits=+noroot,+noroot_locked",
                "--securebits=no_setuid_fixup,no_setuid_fixup_locked | --clear-groups"
                        + " --securebits=+no_setuid_fixup,+no_setuid_fixup_locked",
                "--securebits=keep_caps_locked | --clear-groups --securebits=+keep_caps_locked",
                "--pdeathsig=TERM           | --clear-groups --pdeathsig=TERM",
                "--pdeathsig=none           | --clear-groups --pdeathsig=clear",
            })
    void looksTheSame(String ctk, String setpriv) throws Exception {
        assertEquals(
                view("setpriv", setpriv + " --inh-caps=-all --ambient-caps=-all"),
                view("ctk", ctk));
    }

    @ParameterizedTest
    @CsvSource({"net_bind_service, 400", "'chown,kill', 21", "cap_sys_time, 2000000"})
    void keepsTheSameCapabilities(String names, String set) throws Exception {
        String list = "-all,+" + names.replace("cap_", "").replace(",", ",+");
        List<String> kept = view("ctk", "--keep-caps=" + names);
        String setpriv = "--clear-groups --inh-caps=" + list + " --ambient-caps=" + list;
        assertEquals(view("setpriv", setpriv), kept);
        assertTrue(kept.contains("CapAmb:\t" + "0".repeat(16 - set.length()) + set), "" + kept);
    }

    @Test
    void keepsTheSameGroups() throws Exception {
        StartState state = StartState.PLAIN.and("--env=HOME=/", "--groups=4711,4712");
        assertEquals(
                view(state, "setpriv", "--keep-groups --inh-caps=-all --ambient-caps=-all"),
                view(state, "ctk", "--keep-groups"));
    }

    /**
     * The groups of a user by its name, and the environment of its entry, in whatever order. By
     * initgroups(3) the primary group is a supplementary one too, which changes nothing.
     */
    @Test
    void findsTheSameGroupsAndEnvironment() throws Exception {
        EtcFiles files =
                EtcFiles.of("u:x:54321:54322::/:/bin/sh\n", "a:x:7:u\nb:x:9:x,u\nc:x:10:x\n");
        String probe = Image.program("probe");
        StartState state = StartState.PLAIN.and("--env=TERM=dumb", "--env=A=1");
        List<String> setpriv = new ArrayList<>(List.of("setpriv", "--reuid=u", "--regid=54322"));
        setpriv.addAll(List.of("--init-groups", "--reset-env", "--inh-caps=-all", "--", probe));
        List<String> ctk = List.of(Image.CTK, "run", "--reset-env", "u", "--", probe);
        List<String> expected =
                new ArrayList<>(lines(Run.of(files.command(state.command(setpriv)))));
        expected.remove("group 54322");
        assertEquals(expected, lines(Run.of(files.command(state.command(ctk)))));
        assertTrue(expected.containsAll(List.of("group 7", "group 9", "env SHELL=/bin/sh")));
    }

    /** HOME is set by one of them only, to what it is here. */
    private static List<String> view(String program, String options) throws Exception {
        return view(StartState.PLAIN.and("--env=HOME=/"), program, options);
    }

    private static List<String> view(StartState state, String program, String options)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of(program.equals("ctk") ? Image.CTK : program));
        if (program.equals("ctk")) {
            command.add("run");
        } else {
            command.addAll(List.of("--reuid=54321", "--regid=54322"));
        }
        command.addAll(Arrays.asList(options.strip().split(" ")));
        if (program.equals("ctk")) {
            command.add("54321:54322");
        }
        command.addAll(List.of("--", Image.program("probe")));
        // the files that Run catches output in have other names each time
        String view = caught(state.run(command));
        return view.lines().toList();
    }

    private static List<String> lines(Run run) {
        return caught(run).lines().sorted().toList();
    }

    private static String caught(Run run) {
        return run.expect(0).out().replaceAll("/ctk\\d+\\.(out|err) ", "/caught ");
    }
}
