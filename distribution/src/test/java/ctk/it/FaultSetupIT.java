package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A start that is killed in the middle of its set-up: at no moment is a file half of what it was to
 * be, and the next start completes all of it. Needs root.
 */
@LeftOutWhenSealed("its starts have work to do, and are not sealed: see SealedSetupIT")
class FaultSetupIT {

    private static final int KILLS = 40;

    /** So many calls of one name and thread are taken: the first, the last, and some by chance. */
    private static final int OF_EACH = 6;

    /** They change files, or end a change. */
    private static final Set<String> CHANGES =
            Set.of(
                    "mkdir",
                    "mkdirat",
                    "rename",
                    "renameat",
                    "renameat2",
                    "symlinkat",
                    "unlink",
                    "unlinkat",
                    "fchown",
                    "fchownat",
                    "fchmod",
                    "fchmodat",
                    "fchmodat2",
                    "ftruncate",
                    "write",
                    "copy_file_range",
                    "utimensat",
                    "fsetxattr",
                    "fremovexattr",
                    "fsync",
                    "fdatasync",
                    "syncfs",
                    "openat",
                    "openat2",
                    "close",
                    "execve");

    /** They need room, or a disk that can be written to. */
    private static final Set<String> WRITES =
            Set.of(
                    "mkdirat",
                    "renameat",
                    "renameat2",
                    "symlinkat",
                    "write",
                    "copy_file_range",
                    "fsync",
                    "fdatasync",
                    "syncfs");

    private static final String CONFIGURATION =
            """
            user = 'app'
            [[step]]
            use = 'ensure-user'
            name = 'app'
            uid = 1500
            gid = 1600
            groups = ['games']
            home = '/home/app'
            [[step]]
            use = 'directory'
            path = '/srv/app/cache'
            owner = 'app'
            mode = '0750'
            own-parents = true
            [[step]]
            use = 'seed'
            from = '/image'
            to = '/data'
            owner = 'app'
            [[step]]
            use = 'render'
            template = '/image/app.in'
            to = '/etc/app.conf'
            owner = 'app'
            mode = '0640'
            [[step]]
            use = 'secrets'
            variables = ['DB_PASSWORD']
            [[step]]
            use = 'chown'
            paths = ['/volume']
            """;

    private static final List<String> ENVIRONMENT =
            List.of("WHERE=there", "DB_PASSWORD_FILE=/kept/secret");

    private static final String PLANT =
            """
            mkdir -p /image/d/e /volume /kept; cd /image; ln -s d/e link
            printf 'to ${WHERE}\\n' >app.in; printf secret >/kept/secret
            for i in $(seq 40); do echo $i >d/$i; done; head -c 300000 /dev/zero >d/e/large
            cd /volume; for i in $(seq 20); do mkdir $i; (cd $i; seq 100 | xargs touch); done
            cp -a /etc/passwd /etc/group /etc/shadow /etc/gshadow /kept
            """;

    /** As it was before the first start. */
    private static final String RESET =
            """
            rm -rf /data /srv/app /home/app /etc/app.conf /etc/.[a-z]*.ctk-*
            cp -a /kept/passwd /kept/group /kept/shadow /kept/gshadow /etc
            chown -R root:root /volume
            """;

    private static final String STATE =
            """
            cat /etc/passwd /etc/group /etc/shadow /etc/gshadow /etc/app.conf
            find /etc -name '*.ctk-*'
            find /data /srv /home/app -printf '%p %U:%G %m %y\\n' | LC_ALL=C sort
            find /volume -printf '%p %U:%G %m\\n' | LC_ALL=C sort | sha1sum
            find /data -type f | LC_ALL=C sort | xargs cat | sha1sum
            """;

    /** Says what is wrong with what others may read at any moment. */
    private static final String SHARED =
            """
            for f in passwd group; do [ $(wc -l </etc/$f) -ge $(wc -l </kept/$f) ] || echo $f; done
            grep -v -E '^[^:]+:[^:]*:[0-9]+:[0-9]+:[^:]*:[^:]*:[^:]*$' /etc/passwd || :
            grep -v -E '^[^:]+:[^:]*:[0-9]+:[^:]*$' /etc/group || :
            [ ! -e /etc/app.conf ] || [ "$(cat /etc/app.conf)" = "to there" ] || cat /etc/app.conf
            """;

    private EnteredMachine machine;
    private String state = "";
    private String output = "";

    @BeforeEach
    void doItUndisturbed() throws Exception {
        Machine plain = Machine.configured(CONFIGURATION);
        plain.sh(PLANT);
        machine = new EnteredMachine(plain);
        output = start().expect(0).out();
        assertTrue(output.contains("DB_PASSWORD=secret\n"), output);
        state = machine.sh(STATE);
        assertTrue(state.contains("app:x:1500:1600::/home/app:/bin/sh\n"), state);
    }

    @AfterEach
    void leave() {
        machine.close();
    }

    private Run start() throws Exception {
        return Run.of(command("env"));
    }

    private List<String> command(String program) {
        List<String> command = new ArrayList<>(ENVIRONMENT);
        command.addAll(List.of(Machine.CTK, "run", "--", program));
        return machine.command(command);
    }

    /** Fail unless what there is now is whole, and the next start completes it. */
    private void complete(String when) throws Exception {
        assertEquals("", machine.sh(SHARED), when);
        Run next = start();
        assertEquals("0 ", next.code() + " " + next.err(), when);
        assertEquals(output, next.out(), when);
        assertEquals(List.of(), difference(state, machine.sh(STATE)), when);
        machine.sh(RESET);
    }

    private static List<String> difference(String expected, String found) {
        List<String> lines = new ArrayList<>(found.lines().toList());
        List<String> missing = new ArrayList<>(expected.lines().toList());
        missing.removeAll(lines);
        lines.removeAll(expected.lines().toList());
        missing.replaceAll(line -> "-" + line);
        missing.addAll(lines);
        return missing;
    }

    @Test
    void isCompletedAfterAKillAtAnyMoment() throws Exception {
        long seed = System.nanoTime();
        System.out.println("FaultSetupIT: moments by the seed " + seed);
        Random random = new Random(seed);
        machine.sh(RESET);
        long begun = System.nanoTime();
        start().expect(0);
        long lasts = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
        for (int i = 0; i < KILLS; i++) {
            machine.sh(RESET);
            Process process = new ProcessBuilder(command("true")).start();
            long moment = random.nextLong(lasts + 1);
            process.waitFor(moment, TimeUnit.MICROSECONDS);
            process.destroyForcibly().waitFor();
            complete("killed after " + moment + " of " + lasts + " microseconds");
        }
    }

    @Test
    void isCompletedAfterAKillAtAnyChange() throws Exception {
        machine.sh(RESET);
        String probe = Image.program("probe");
        List<String> command = List.of(Machine.CTK, "run", "--", probe);
        Faults faults = Faults.in(machine, ENVIRONMENT, probe, command);
        assertEquals("0 ", faults.usual.code() + " " + faults.usual.err());
        long seed = System.nanoTime();
        List<Faults.Call> calls = some(faults.calls, CHANGES, new Random(seed));
        String count = calls.size() + " of " + faults.calls.size();
        System.out.println("FaultSetupIT: killed at " + count + " calls, by the seed " + seed);
        machine.sh(RESET);
        for (Faults.Call call : calls) {
            Faults.Struck struck = faults.strike(call, "kill");
            assertEquals(struck.isStruck(), struck.isKilled(), struck.toString());
            complete(struck.toString());
        }
    }

    /** What a full, broken or read-only disk answers. */
    @ParameterizedTest
    @ValueSource(strings = {"ENOSPC", "EDQUOT", "EIO", "EROFS"})
    void isCompletedAfterAFailureOfAnyChange(String error) throws Exception {
        machine.sh(RESET);
        String probe = Image.program("probe");
        List<String> command = List.of(Machine.CTK, "run", "--", probe);
        Faults faults = Faults.in(machine, ENVIRONMENT, probe, command);
        long seed = System.nanoTime();
        List<Faults.Call> calls = some(faults.calls, WRITES, new Random(seed));
        System.out.println("FaultSetupIT: " + error + " of " + calls.size() + ", seed " + seed);
        machine.sh(RESET);
        for (Faults.Call call : calls) {
            Faults.Struck struck = faults.strike(call, error);
            if (struck.run().code() != 0) {
                assertEquals(125, struck.run().code(), struck.toString());
                assertEquals("", struck.run().out(), struck.toString());
                String err = struck.run().err();
                assertTrue(err.matches("ctk run: [^\n]+\n(hint: [^\n]+\n)?"), struck.toString());
                assertEquals("", machine.sh("find /etc -name '*.ctk-*'"), struck.toString());
            }
            complete(struck.toString());
        }
    }

    private static List<Faults.Call> some(List<Faults.Call> all, Set<String> names, Random random) {
        Map<String, List<Faults.Call>> byName = new HashMap<>();
        all.stream()
                .filter(call -> names.contains(call.name()) && call.program() > 0)
                .forEach(
                        call ->
                                byName.computeIfAbsent(
                                                call.thread() + " " + call.name(),
                                                name -> new ArrayList<>())
                                        .add(call));
        List<Faults.Call> taken = new ArrayList<>();
        for (List<Faults.Call> calls : byName.values()) {
            taken.add(calls.removeLast());
            Collections.shuffle(calls, random);
            taken.addAll(calls.subList(0, Math.min(OF_EACH - 1, calls.size())));
        }
        return taken;
    }
}
