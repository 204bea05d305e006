package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the command may do by options of ctk run. Needs root. */
class RunPrivilegesIT {

    @Test
    void bindsAPrivilegedPortWithTheCapabilityThatItKeeps() throws Exception {
        String bind = "import socket; socket.socket().bind(('127.0.0.1', 80)); print('bound')";
        List<String> without =
                List.of(
                        "unshare",
                        "-n",
                        Image.CTK,
                        "run",
                        "nobody",
                        "--",
                        "/usr/bin/python3",
                        "-c",
                        bind);
        List<String> with = new ArrayList<>(without);
        with.add(4, "--keep-caps=net_bind_service");
        assertEquals(1, Run.of(without).code());
        assertEquals("bound\n", Run.of(with).expect(0).out());
    }

    @Test
    void deniesFilesByLandlock() throws Exception {
        String[] allowed = {
            "--landlock-access=fs",
            "--landlock-rule=path-beneath:execute,read-file,read-dir:/usr",
            "--landlock-rule=path-beneath:execute,read-file:/lib",
            "--landlock-rule=path-beneath:execute,read-file:/lib64",
            "--landlock-rule=path-beneath:execute,read-file:/bin",
            "--landlock-rule=path-beneath:read-file:/etc/passwd"
        };
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run"));
        command.addAll(List.of(allowed));
        command.addAll(
                List.of(
                        "nobody",
                        "--",
                        "/bin/sh",
                        "-c",
                        "head -c 4 /etc/passwd; cat /etc/group; >/tmp/x; exit 7"));
        Run run = StartState.PLAIN.run(command);
        assertEquals("root", run.out(), run.err());
        assertTrue(run.err().contains("/etc/group: Permission denied"), run.err());
        assertTrue(run.err().contains("/tmp/x: Permission denied"), run.err());
    }

    /** ld [nr]; jeq getppid, ret ERRNO|95; ret ALLOW. */
    @Test
    void loadsAFilterAsSetprivDoes() throws Exception {
        int getppid = System.getProperty("os.arch").equals("aarch64") ? 173 : 110;
        byte[] program = {
            0x20, 0, 0, 0, 0, 0, 0, 0,
            0x15, 0, 0, 1, (byte) getppid, 0, 0, 0,
            0x06, 0, 0, 0, 95, 0, 5, 0,
            0x06, 0, 0, 0, 0, 0, (byte) 0xff, 0x7f
        };
        Path file = Image.directory("filter").resolve("bpf");
        Files.write(file, program);
        Run run =
                Run.ctk(
                        "run",
                        "--seccomp-filter=" + file,
                        "nobody",
                        "--",
                        "/usr/bin/python3",
                        "-c",
                        "import ctypes; print(ctypes.CDLL(None).getppid())");
        assertEquals("-95\n", run.expect(0).out()); // libc does not look for errors here
    }

    /** As setpriv does: what the container has set stays. */
    @Test
    void addsToTheSecurebitsOfTheCaller() throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--securebits=+no_setuid_fixup"));
        command.addAll(List.of(Image.CTK, "run", "--no-config", "--securebits=noroot", "nobody"));
        command.addAll(List.of("--", "setpriv", "--dump"));
        String out = Run.of(command).expect(0).out();
        assertTrue(out.contains("Securebits: noroot,no_setuid_fixup\n"), out);
    }

    /** A filter that denies even to end: ret ERRNO|1. There is no exit code then. */
    @Test
    void endsUnderAFilterThatDeniesEverything() throws Exception {
        Path file = Image.directory("denying").resolve("bpf");
        Files.write(file, new byte[] {0x06, 0, 0, 0, 1, 0, 5, 0});
        List<String> command = new ArrayList<>(List.of("timeout", "-s", "KILL", "60"));
        command.addAll(List.of(Image.CTK, "run", "--no-config", "--seccomp-filter=" + file));
        command.addAll(List.of("nobody", "--", "true"));
        assertEquals(139, Run.of(command).code()); // by SIGSEGV
    }

    /** Where there is one, ctk(1) cannot know its profiles; here and in most containers is none. */
    @Test
    void refusesALabelWithoutItsModule() throws Exception {
        boolean isApparmor = Files.exists(Path.of("/sys/module/apparmor/parameters/enabled"));
        boolean isSelinux = Files.exists(Path.of("/sys/fs/selinux/enforce"));
        Path volume = Image.directory("label").resolve("volume");
        String before = "--volume=" + volume;
        Run apparmor = Run.ctk("run", before, "--apparmor-profile=none", "nobody", "echo", "ran");
        assertEquals(125, apparmor.code(), apparmor.err());
        assertEquals("", apparmor.out());
        Run selinux = Run.ctk("run", before, "--selinux-label=none", "nobody", "echo", "ran");
        assertEquals(125, selinux.code(), selinux.err());
        assertEquals("", selinux.out());
        assertTrue(isApparmor || isSelinux || Files.notExists(volume));
        assertTrue(
                isApparmor || apparmor.err().endsWith(": AppArmor is not there\n"), apparmor.err());
        assertTrue(isSelinux || selinux.err().endsWith(": SELinux is not there\n"), selinux.err());
        Run.ctk("run", "--apparmor-profile=a", "--selinux-label=b", "nobody", "--", "true")
                .expectError(
                        125,
                        "ctk run: --apparmor-profile and --selinux-label conflict: a kernel has one"
                                + " of the two");
    }
}
