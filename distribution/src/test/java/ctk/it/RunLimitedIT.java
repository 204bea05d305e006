package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The options of ctk run where ctk itself may do less than root. Needs root. */
class RunLimitedIT {

    /** Docker's default set, as it was before 20.10 and is in podman and containerd. */
    private static final String DOCKER =
            "chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,net_raw,"
                    + "sys_chroot,mknod,audit_write,setfcap";

    @Test
    void doesAllOfItWithTheCapabilitiesThatDockerGives() throws Exception {
        Run run =
                limited(
                        DOCKER,
                        "--keep-caps=net_bind_service",
                        "--bounding-set=net_bind_service",
                        "--securebits=noroot,noroot_locked",
                        "--block-tty-injection",
                        "--groups=12",
                        "--umask=077",
                        "--rlimit=nofile=100");
        String out = run.expect(0).out();
        assertTrue(out.contains("CapPrm:\t0000000000000400\n"), out);
        assertTrue(out.contains("CapBnd:\t0000000000000400\n"), out);
        assertTrue(out.contains("CapAmb:\t0000000000000400\n"), out);
        assertTrue(out.contains("NoNewPrivs:\t1\n"), out);
        assertTrue(out.contains("Groups:\t12 \n"), out);
    }

    /** With --cap-drop=ALL nothing can be changed, so that what is given stays, or is refused. */
    @Test
    void saysWhatIsMissingWithoutAnyCapability() throws Exception {
        Run user = limited("", "--no-new-privs");
        assertEquals(125, user.code(), user.err());
        assertTrue(user.err().contains(" needs CAP_SET"), user.err());
        Run kept = limited("", "--keep-caps=chown");
        assertEquals(125, kept.code(), kept.err());
        assertTrue(kept.err().contains("ctk has no chown to keep"), kept.err());
        Run exec = limited("", "--if-not-root=exec", "--no-new-privs", "--umask=077");
        assertEquals(0, exec.code(), exec.err());
        assertTrue(exec.out().contains("Uid:\t0\t0\t0\t0\n"), exec.out());
        assertTrue(exec.out().contains("NoNewPrivs:\t1\n"), exec.out());
    }

    /** Where setgroups is denied (user_namespaces(7)) the groups stay, and no option hides that. */
    @Test
    void worksInAUserNamespaceWithoutSetgroups() throws Exception {
        List<String> unshare =
                List.of(
                        "setpriv",
                        "--reuid=4711",
                        "--regid=4712",
                        "--clear-groups",
                        "unshare",
                        "-Ur");
        List<String> command = new ArrayList<>(unshare);
        command.addAll(
                List.of(Image.CTK, "run", "--no-config", "--no-new-privs", "--bounding-set=none"));
        command.addAll(List.of("0:0", "--"));
        command.addAll(List.of("cat", "/proc/self/status"));
        Run run = Run.of(command);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("CapBnd:\t0000000000000000\n"), run.out());
        assertTrue(run.out().contains("NoNewPrivs:\t1\n"), run.out());
        List<String> groups = new ArrayList<>(unshare);
        groups.addAll(List.of(Image.CTK, "run", "--no-config", "--groups=5", "0:0", "true"));
        Run.of(groups)
                .expectError(
                        125,
                        "ctk run: cannot become user '0:0': setgroups(2) is denied in this user"
                                + " namespace\n"
                                + "hint: --keep-groups, or a user namespace with mapped ids"
                                + " (newgidmap(1))");
    }

    /** What is refused behind the steps is refused before them where that can be known. */
    @Test
    void refusesBeforeTheSetUpWhatItCannotBecome() throws Exception {
        Path directory = Image.directory("foreseen").resolve("made");
        Run run = limited("chown,fowner", "--volume=" + directory);
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains(" needs CAP_SETGID"), run.err());
        assertTrue(Files.notExists(directory));
        Run able = limited("chown,setuid,setgid", "--volume=" + directory);
        assertEquals(0, able.code(), able.err());
        assertEquals(65534, Files.getAttribute(directory, "unix:uid"));
    }

    /** Less niceness needs its right, or a limit that allows it (RLIMIT_NICE). */
    @Test
    void refusesNicenessWithoutTheRightToIt() throws Exception {
        Path directory = Image.directory("nice").resolve("made");
        String volume = "--volume=" + directory;
        limited("chown,setuid,setgid", "--nice=-5", volume)
                .expectError(
                        125,
                        "ctk run: cannot take --nice '-5': it is below the niceness of 0\n"
                                + "hint: that needs CAP_SYS_NICE (docker run --cap-add), or"
                                + " --rlimit=nice=25");
        assertTrue(Files.notExists(directory));
        limited("chown,setuid,setgid", "--nice=5").expect(0);
        limited("chown,setuid,setgid,sys_nice", "--nice=-5").expect(0);
    }

    /** Both need it at any rate, but a bounding set that is none too large already. */
    @ParameterizedTest
    @ValueSource(strings = {"--bounding-set=setuid", "--securebits=noroot"})
    void refusesBeforeTheSetUpWhatNeedsSetpcap(String option) throws Exception {
        Path directory = Image.directory("setpcap").resolve("made");
        Run run = limited("chown,setuid,setgid", option, "--volume=" + directory);
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("': it needs CAP_SETPCAP\n"), run.err());
        assertTrue(Files.notExists(directory));
        limited("setuid,setgid", "--bounding-set=setuid,setgid").expect(0);
    }

    /** It is not there to be kept, but would have been left out anyway. */
    @Test
    void leavesOutACapabilityThatItDoesNotHave() throws Exception {
        Run run = limited("", "--if-not-root=exec", "--keep-caps=chown");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("CapAmb:\t0000000000000000\n"), run.out());
        Run able = limited("setuid,setgid", "--if-not-root=exec", "--keep-caps=chown");
        assertEquals(125, able.code(), able.err());
        assertTrue(able.err().contains("ctk has no chown to keep"), able.err());
    }

    /**
     * Who stays who it is has its own entry: HOME is not left out of an environment that is new.
     */
    @Test
    void knowsItselfIfItStaysWhoItIs() throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=65534"));
        command.addAll(List.of("--regid=65534", "--clear-groups", Image.CTK, "run"));
        command.addAll(List.of("--no-config", "--if-not-root=exec", "--reset-env"));
        List<String> other = new ArrayList<>(command);
        command.addAll(List.of("games", "--", "/usr/bin/env"));
        Run run = Run.of(command);
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.contains("HOME=/nonexistent"), run.out());
        assertTrue(lines.contains("USER=nobody"), run.out());
        assertTrue(lines.contains("SHELL=/usr/sbin/nologin"), run.out());
        other.addAll(List.of("--env=HOME=/x", "games", "--", "/usr/bin/env"));
        Run set = Run.of(other);
        assertEquals(
                List.of("HOME=/x"),
                set.out().lines().filter(line -> line.startsWith("HOME=")).toList());
    }

    /** Run ctk as root with these capabilities alone, and show what the command is. */
    private static Run limited(String capabilities, String... options) throws Exception {
        String set = capabilities.isEmpty() ? "-all" : "-all,+" + capabilities.replace(",", ",+");
        List<String> command = new ArrayList<>(List.of("setpriv", "--bounding-set=" + set));
        command.addAll(List.of("--inh-caps=-all", "--", Image.CTK, "run"));
        command.addAll(List.of(options));
        command.addAll(List.of("nobody", "--", "cat", "/proc/self/status"));
        return Run.of(command);
    }

    /** Run a command in a user namespace with as many ids, in which setgroups is allowed. */
    private static final String IN_A_USER_NAMESPACE =
            """
            import ctypes, os, sys
            ready, mapped = os.pipe(), os.pipe()
            child = os.fork()
            if child == 0:
                ctypes.CDLL(None).unshare(0x10000000) # CLONE_NEWUSER
                os.write(ready[1], b"x")
                os.read(mapped[0], 1)
                os.execv(sys.argv[1], sys.argv[1:])
            os.read(ready[0], 1)
            for kind in ("uid_map", "gid_map"):
                with open(f"/proc/{child}/{kind}", "w") as map: map.write("0 0 65536")
            os.write(mapped[1], b"x")
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            """;

    /** Where the ids are mapped, and setgroups is allowed, all of it works as it does for root. */
    @Test
    void doesAllOfItInAUserNamespace() throws Exception {
        Run run =
                Run.of(
                        List.of(
                                Installed.assume("python3"),
                                "-c",
                                IN_A_USER_NAMESPACE,
                                Image.CTK,
                                "run",
                                "--no-config",
                                "--keep-caps=net_bind_service",
                                "--bounding-set=net_bind_service",
                                "--securebits=noroot,noroot_locked",
                                "--block-tty-injection",
                                "--landlock-access=fs:make-sock",
                                "--groups=12",
                                "--umask=077",
                                "--pdeathsig=TERM",
                                "--env=A=1",
                                "4711:4712",
                                "--",
                                "cat",
                                "/proc/self/status"));
        String out = run.expect(0).out();
        assertTrue(out.contains("CapBnd:\t0000000000000400\n"), out);
        assertTrue(out.contains("CapAmb:\t0000000000000400\n"), out);
        assertTrue(out.contains("Groups:\t12 \n"), out);
        assertTrue(out.contains("Seccomp:\t2\n"), out);
    }

    /** A filter such as some runtimes have answers that there is no such call as Landlock's. */
    @Test
    void saysThatTheKernelHasNoLandlock() throws Exception {
        byte[] program = {
            0x20, 0, 0, 0, 0, 0, 0, 0,
            0x15, 0, 0, 1, (byte) 444, 1, 0, 0, // landlock_create_ruleset, on every machine
            0x06, 0, 0, 0, 38, 0, 5, 0, // ENOSYS
            0x06, 0, 0, 0, 0, 0, (byte) 0xff, 0x7f
        };
        Path file = Image.directory("no-landlock").resolve("bpf");
        Files.write(file, program);
        List<String> outer = List.of(Image.CTK, "run", "--seccomp-filter=" + file, "0:0", "--");
        List<String> inner = List.of("nobody", "--", "echo", "ran");
        Stream<String> strict = Stream.of(Image.CTK, "run", "--landlock-access=fs");
        Run.of(all(outer.stream(), strict, inner.stream()))
                .expectError(
                        125,
                        "ctk run: cannot restrict by Landlock: the kernel has none, or has it"
                                + " turned off\n"
                                + "hint: --landlock-best-effort does without");
        Stream<String> effort =
                Stream.of(
                        Image.CTK,
                        "run",
                        "--landlock-best-effort",
                        "--landlock-access=fs",
                        "--landlock-rule=path-beneath:execute:/usr");
        Run run = Run.of(all(outer.stream(), effort, inner.stream()));
        assertEquals("ran\n", run.expect(0).out());
    }

    private static List<String> all(Stream<String> a, Stream<String> b, Stream<String> c) {
        return Stream.of(a, b, c).flatMap(each -> each).toList();
    }
}
