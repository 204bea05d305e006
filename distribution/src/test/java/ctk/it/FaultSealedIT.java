package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/**
 * Every system call of a sealed start fails in turn: what comes of it is the same, by a usual start
 * if need be, or one line. Needs root.
 */
@LeftOutWhenSealed("it seals its starts by itself")
class FaultSealedIT {

    private static final String MANY =
            "--keep-caps=net_bind_service --bounding-set=net_bind_service,setuid"
                    + " --securebits=noroot --no-new-privs --groups=5,12 --umask=027 --chdir=/tmp"
                    + " --nice=3 --rlimit=nofile=100:200 --pdeathsig=TERM --own-stdio=always"
                    + " --block-tty-injection --env=A=1 nobody";

    @ParameterizedTest
    @CsvSource({"nobody, EPERM", "nobody, ENOMEM", "'" + MANY + "', EIO"})
    void isTheSameOrOneLine(String arguments, String error) throws Exception {
        SealedMachine sealed = SealedMachine.of(Machine.create());
        String[] words = arguments.split(" ", -1);
        sealed.seal(words);
        String probe = Image.program("probe");
        List<String> command = new ArrayList<>(List.of(Machine.CTK, "run"));
        command.addAll(List.of(words));
        command.addAll(List.of("--", probe));
        try (EnteredMachine machine = new EnteredMachine(sealed.machine())) {
            check(Faults.in(machine, List.of(), probe, command), error);
        }
    }

    private static void check(Faults faults, String error) throws Exception {
        assertEquals("0 ", faults.usual.code() + " " + faults.usual.err());
        assertTrue(faults.usual.out().contains("uid 65534 65534 65534\n"), faults.usual.out());
        assertEquals(0, faults.calls.getLast().program(), "it is not sealed");
        System.out.println("FaultSealedIT: " + faults.calls.size() + " calls answered " + error);
        List<String> wrong =
                Faults.each(faults.calls, call -> faults.judge(faults.strike(call, error)));
        assertEquals("", String.join("\n", wrong));
    }
}
