package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Each option that ctk run and setpriv(1) share makes a program see the same. Needs root. */
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
                "--securebits=noroot        | --clear-groups --securebits=+noroot",
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

    /** HOME is set by one of them only, to what it is here. */
    private static List<String> view(String program, String options) throws Exception {
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
        StartState state = StartState.PLAIN.and("--env=HOME=/");
        String view = state.run(command).expect(0).out();
        // the files that Run catches output in have other names each time
        return view.replaceAll("/ctk\\d+\\.(out|err) ", "/caught ").lines().toList();
    }
}
