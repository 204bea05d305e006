package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/**
 * A machine in which starts are sealed.
 *
 * @param machine it
 * @param environment of every start, beside PATH and HOME
 */
record SealedMachine(Machine machine, List<String> environment) {

    /** A usual start fails then: the program that it needs is an empty file that is no program. */
    private static final String WITHOUT_VM = "mount --bind /dev/null opt/ctk/lib/ctk-vm";

    /** Every start is a usual one then. */
    private static final String WITHOUT_SEAL = "mount --bind /dev/null etc/ctk/sealed";

    /** Says who and what it is, as far as another process in its place would say the same. */
    private static final String REPORT =
            """
            id; umask; pwd; printf '%s\\n' "$0" "$@"; nice; ulimit -n; ulimit -Hn
            env | LC_ALL=C sort | grep -v '^_='
            grep -E '^(Uid|Gid|Groups|Cap|NoNewPrivs|Seccomp|SigIgn|SigBlk)' /proc/self/status
            """;

    /** Take a machine with these variables in every start. */
    static SealedMachine of(Machine machine, String... environment) {
        return new SealedMachine(machine, List.of(environment));
    }

    /** The same machine, with other variables. */
    SealedMachine with(String... other) {
        return new SealedMachine(machine, List.of(other));
    }

    /** Seal a start. */
    SealedMachine seal(String... arguments) throws Exception {
        Run run = ctk("seal", arguments).expect(0);
        assertTrue(run.out().startsWith("sealed "), run.out());
        return this;
    }

    /** Run {@code ctk VERB} inside. */
    Run ctk(String verb, String... arguments) throws Exception {
        return machine.ctk(environment, line(verb, arguments));
    }

    private static String[] line(String verb, String... arguments) {
        List<String> line = new ArrayList<>(List.of(verb));
        line.addAll(List.of(arguments));
        return line.toArray(String[]::new);
    }

    /** Run a start that cannot be any but a sealed one. */
    Run sealed(String... line) throws Exception {
        return Run.of(machine.command(WITHOUT_VM, environment, program(line)));
    }

    /** Run a start that cannot be a sealed one. */
    Run usual(String... line) throws Exception {
        return Run.of(machine.command(WITHOUT_SEAL, environment, program(line)));
    }

    private static List<String> program(String... line) {
        List<String> command = new ArrayList<>(List.of(line));
        if (!command.getFirst().startsWith("/")) {
            command.addFirst(Machine.CTK);
        }
        return command;
    }

    /** Tell whether a start with this command is a sealed one; fail if it is neither. */
    boolean isSealed(String... line) throws Exception {
        Run run = sealed(line);
        boolean isUsual = run.code() != 0 && run.err().contains("lib/ctk-vm");
        assertTrue(isUsual || run.code() == 0, run.code() + " " + run.err());
        return !isUsual;
    }

    /** Fail the test unless a start is a sealed one, and comes to what a usual one comes to. */
    String expectSame(String... start) throws Exception {
        List<String> line = new ArrayList<>(List.of(start));
        line.addAll(List.of("sh", "-c", REPORT, "zero", "a b", ""));
        Run usual = usual(line.toArray(String[]::new));
        Run sealed = sealed(line.toArray(String[]::new));
        assertEquals(0, usual.code(), usual.err());
        assertEquals(usual.out(), sealed.out());
        assertEquals(usual.err(), sealed.err());
        assertEquals(usual.code(), sealed.code());
        return sealed.out();
    }
}
