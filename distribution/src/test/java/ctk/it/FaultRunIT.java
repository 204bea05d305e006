package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Every system call of a start fails in turn: what comes of it is the same, or one line, and never
 * a command that may do more. With the property {@code ctk.faults=all} also those of the VM that
 * are left to chance else. Needs root.
 */
@LeftOutWhenSealed("it starts a VM; see FaultSealedIT")
class FaultRunIT {

    private static final int BY_CHANCE = 200;

    private static final Set<String> OF_MEMORY =
            Set.of("mmap", "mprotect", "munmap", "madvise", "brk", "clone3", "memfd_create");

    private static final Set<String> OF_FILES =
            Set.of("read", "openat", "close", "readlink", "newfstatat", "stat", "getdents64");

    private static final Set<String> MAY_WAIT =
            Set.of("read", "write", "openat", "close", "futex", "execve", "memfd_create", "fcntl");

    /** They say that it was done, and it was not. */
    private static final Set<String> OF_IDENTITY =
            Set.of("setgroups", "setresgid", "setresuid", "capset");

    private static final long DROP_FROM_BOUNDING_SET = 24; // PR_CAPBSET_DROP

    private static final StartState STATE =
            StartState.PLAIN.and(
                    "--open=5:/etc/passwd",
                    "--ignore=PIPE",
                    "--ignore=TERM",
                    "--block=USR1",
                    "--groups=4,5");

    private static Faults plain;
    private static Faults all;

    @BeforeAll
    static void look() throws Exception {
        plain = faults("nobody");
        Path filter = Image.directory("filter").resolve("bpf");
        Files.write(filter, new byte[] {6, 0, 0, 0, 0, 0, (byte) 0xff, 0x7f}); // allows all
        all =
                faults(
                        "--keep-caps=net_bind_service,chown",
                        "--bounding-set=net_bind_service,chown,setuid",
                        "--securebits=noroot,noroot_locked",
                        "--no-new-privs",
                        "--groups=12,13",
                        "--chdir=/tmp",
                        "--umask=027",
                        "--rlimit=nofile=100:200",
                        "--rlimit=core=0",
                        "--nice=3",
                        "--pdeathsig=TERM",
                        "--seccomp-filter=" + filter,
                        "--landlock-access=fs",
                        "--landlock-rule=path-beneath:execute,read-file,read-dir,write-file:/",
                        "--own-stdio=always",
                        "--block-tty-injection",
                        "--env=A=1",
                        "nobody");
    }

    private static Faults faults(String... options) throws Exception {
        String probe = Image.program("probe");
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run"));
        command.addAll(List.of(options));
        command.addAll(List.of("--", probe));
        List<String> before = STATE.command(List.of());
        Faults faults = Faults.of(before, probe, command);
        assertEquals("0 ", faults.usual.code() + " " + faults.usual.err());
        assertTrue(faults.usual.out().contains("uid 65534 65534 65534\n"), faults.usual.out());
        return faults;
    }

    /** The first thread is bin/ctk's, and performs; the others are the VM's. */
    @Test
    void aCallOfAPlainStartIsDenied() throws Exception {
        check(plain, plain.calls, "EPERM");
    }

    @Test
    void memoryIsShort() throws Exception {
        check(plain, called(plain, OF_MEMORY), "ENOMEM");
    }

    @Test
    void filesCannotBeRead() throws Exception {
        check(plain, called(plain, OF_FILES), "EIO");
    }

    @Test
    void callsAreInterrupted() throws Exception {
        check(plain, called(plain, MAY_WAIT), "EINTR");
    }

    @Test
    void theKernelIsOld() throws Exception {
        check(plain, plain.calls.stream().filter(call -> call.thread() == 0).toList(), "ENOSYS");
    }

    /** As with a limit of processes. */
    @Test
    void thereAreNoMoreThreads() throws Exception {
        List<Faults.Call> calls = called(plain, Set.of("clone3"));
        assertTrue(calls.size() > 3, calls.toString());
        none(Faults.each(calls, call -> plain.judge(plain.strikeFrom(call, "EAGAIN"))));
    }

    /** As by a seccomp filter that kills threads: nobody is left who would decide. */
    @Test
    void theThreadThatDecidesIsEnded() throws Exception {
        List<Faults.Call> calls = called(plain, Set.of("sysinfo", "uname", "getdents64"));
        List<Faults.Call> others = calls.stream().filter(call -> call.thread() == 1).toList();
        assertTrue(!others.isEmpty(), calls.toString());
        String line = "ctk: a thread of the Java runtime was ended: as by a seccomp filter\n";
        for (Faults.Call call : others) {
            Run run = plain.strike(call, "exit").run();
            assertEquals("125 " + line, run.code() + " " + run.err());
        }
    }

    /** As in a group whose memory is used up, from some moment on. */
    @ParameterizedTest
    @ValueSource(strings = {"mmap", "mprotect", "brk", "madvise"})
    void thereIsNoMoreMemory(String name) throws Exception {
        List<Faults.Call> calls = called(plain, Set.of(name));
        none(Faults.each(calls, call -> plain.judge(plain.strikeFrom(call, "ENOMEM"))));
    }

    @Test
    void aCallOfAStartWithManyOptionsIsDenied() throws Exception {
        List<Faults.Call> first = new ArrayList<>();
        List<Faults.Call> others = new ArrayList<>();
        all.calls.forEach(call -> (call.thread() == 0 ? first : others).add(call));
        if (!"all".equals(System.getProperty("ctk.faults"))) {
            long seed = System.nanoTime();
            System.out.println("FaultRunIT: calls of the VM by the seed " + seed);
            Collections.shuffle(others, new Random(seed));
            others.subList(Math.min(BY_CHANCE, others.size()), others.size()).clear();
        }
        first.addAll(others);
        check(all, first, "EPERM");
    }

    /** Ids, groups and capabilities are asked back, and so is the bounding set. */
    @Test
    void aCallIsNotDoneAlthoughItIsSaidToBe() throws Exception {
        for (Faults faults : List.of(plain, all)) {
            List<Faults.Call> calls =
                    faults.calls.stream()
                            .filter(call -> call.thread() == 0)
                            .filter(
                                    call ->
                                            OF_IDENTITY.contains(call.name())
                                                    || (call.name().equals("prctl")
                                                            && call.first()
                                                                    == DROP_FROM_BOUNDING_SET))
                            .toList();
            assertTrue(calls.size() >= OF_IDENTITY.size(), calls.toString());
            check(faults, calls, "ok");
        }
    }

    private static List<Faults.Call> called(Faults faults, Set<String> names) {
        return faults.calls.stream().filter(call -> names.contains(call.name())).toList();
    }

    private static void check(Faults faults, List<Faults.Call> calls, String what)
            throws Exception {
        assertTrue(!calls.isEmpty(), what);
        System.out.println("FaultRunIT: " + calls.size() + " calls answered " + what);
        none(Faults.each(calls, call -> faults.judge(faults.strike(call, what))));
        none(faults.left());
    }

    private static void none(List<String> wrong) {
        assertEquals("", String.join("\n", wrong));
    }
}
