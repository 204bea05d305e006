package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/**
 * A sealed start does what a usual one would, without a VM, until something changes. Needs root.
 */
class SealedIT {

    private static final String APP = "app:x:1234:1234:App:/home/app:/bin/sh\n";

    private static SealedMachine machine(String... environment) throws Exception {
        Machine machine = Machine.create();
        machine.sh("printf '" + APP.replace("\n", "\\n") + "' >>/etc/passwd");
        machine.sh("echo app:x:1234: >>/etc/group; echo more:x:1235:app,root >>/etc/group");
        return SealedMachine.of(machine, environment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "app:daemon",
                "1234",
                "1234:1",
                "77:88",
                "77",
                "root",
                "0:0",
                "--umask=027 app",
                "--umask 027 --chdir /tmp --nice 3 app",
                "--groups=5,more app",
                "--add-groups=5 app",
                "--keep-groups app",
                "--groups= root",
                "--no-new-privs app",
                "--keep-caps=net_bind_service app",
                "--keep-caps=all app",
                "--bounding-set=chown,setuid app",
                "--bounding-set=none app",
                "--securebits=noroot app",
                "--block-tty-injection app",
                "--login-env app",
                "--reset-env app",
                "--reset-env root",
                "--env=A=1 --env B=2 --unset-env=C app",
                "--rlimit=nofile=100:200 app",
                "--pdeathsig=TERM --own-stdio=never app",
                "--if-not-root=exec app",
                "--no-config app",
                "--log-format=json 99999",
                "99999",
            })
    void doesTheSame(String arguments) throws Exception {
        SealedMachine sealed = machine("A=0", "C=3", "TERM=dumb");
        String[] words = arguments.split(" ");
        sealed.seal(words);
        String[] start = ("run " + arguments + " --").split(" ");
        sealed.expectSame(start);
        sealed.expectSame(("run " + arguments).split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "sh -c 'exit 7', 7",
        "/no/such/program, 127",
        "not-in-path, 127",
        "/etc/passwd, 126",
    })
    void endsAsTheUsualOneDoes(String command, int code) throws Exception {
        SealedMachine sealed = machine().seal("app");
        String[] line =
                command.startsWith("sh")
                        ? new String[] {"sh", "-c", "exit 7"}
                        : new String[] {command};
        String[] start = new String[line.length + 3];
        System.arraycopy(new String[] {"run", "app", "--"}, 0, start, 0, 3);
        System.arraycopy(line, 0, start, 3, line.length);
        Run usual = sealed.usual(start);
        Run run = sealed.sealed(start);
        assertEquals(code, usual.code(), usual.err());
        assertEquals(usual.code(), run.code(), run.err());
        assertEquals(usual.err(), run.err());
    }

    @Test
    void warnsAsTheUsualOneDoes() throws Exception {
        SealedMachine sealed = machine().seal("99999");
        Run run = sealed.sealed("run", "99999", "true");
        assertEquals(0, run.code());
        assertTrue(run.err().startsWith("ctk run: warning: "), run.err());
        assertEquals(sealed.usual("run", "99999", "true").err(), run.err());
    }

    @Test
    void readsFilesThatOptionsName() throws Exception {
        SealedMachine sealed = machine("FROM_CALLER=1");
        sealed.machine().write("/etc/app.env", "X=from file\nFROM_CALLER\nUNSET\n");
        sealed.seal("--env-file=/etc/app.env", "app");
        String report = sealed.expectSame("run", "--env-file=/etc/app.env", "app");
        assertTrue(report.contains("\nX=from file\n"), report);
        String[] start = {"run", "--env-file=/etc/app.env", "app", "true"};
        assertFalse(sealed.with("FROM_CALLER=2").isSealed(start), "the variable is another");
        assertFalse(sealed.with().isSealed(start), "the variable is not set");
        assertFalse(sealed.with("FROM_CALLER=1", "UNSET=").isSealed(start), "it is set now");
        sealed.machine().write("/etc/app.env", "X=from File\nFROM_CALLER\nUNSET\n");
        assertFalse(sealed.isSealed(start), "the file is another");
    }

    @Test
    void isAlsoForTheNameGosu() throws Exception {
        SealedMachine sealed = machine();
        sealed.machine()
                .sh(
                        "ln -s /opt/ctk/bin/ctk /usr/local/bin/gosu; ln -s /opt/ctk/bin/ctk"
                                + " /bin/su-exec");
        sealed.seal("--as=gosu", "app:daemon");
        sealed.expectSame("/usr/local/bin/gosu", "app:daemon");
        sealed.expectSame("/bin/su-exec", "app:daemon");
        assertFalse(sealed.isSealed("run", "app:daemon", "true"), "it is of gosu alone");
        assertFalse(sealed.isSealed("/usr/local/bin/gosu", "app", "true"), "of another user");
        Run run = sealed.sealed("/usr/local/bin/gosu", "app:daemon", "/no-such-file");
        assertEquals("error: cannot find '/no-such-file': no such file or directory\n", run.err());
        assertEquals(1, run.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo x:x:5000:5000::/: >>/etc/passwd",
                "echo y:x:5000: >>/etc/group",
                "rm /etc/group",
                "echo user = \\'app\\' >/etc/ctk/ctk.toml",
                "mkdir /etc/ctk/conf.d",
                "chmod g+w /etc/ctk/sealed",
                "chown 1 /etc/ctk/sealed",
                "chmod o+w /etc/ctk",
                "ln /etc/ctk/sealed /etc/ctk/other",
                "mv /etc/ctk/sealed /etc/ctk/other; ln -s other /etc/ctk/sealed",
                "printf x >>/etc/ctk/sealed",
                "truncate -s -1 /etc/ctk/sealed",
                ": >/etc/ctk/sealed",
                "rm /etc/ctk/sealed",
            })
    void decidesAnewWhenSomethingChanged(String change) throws Exception {
        SealedMachine sealed = machine().seal("app");
        assertTrue(sealed.isSealed("run", "app", "--", "true"), "before");
        sealed.machine().sh(change);
        assertFalse(sealed.isSealed("run", "app", "--", "true"), "behind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run app:app true",
                "run --umask=022 app true",
                "run --no-config app true",
                "run -- true",
                "run 1234 true",
                "run nobody true",
            })
    void decidesAnewForOtherArguments(String line) throws Exception {
        SealedMachine sealed = machine().seal("app");
        assertTrue(sealed.isSealed("run", "app", "true"), "of its own arguments");
        assertFalse(sealed.isSealed(line.split(" ")), line);
    }

    @Test
    void decidesAnewInAnotherProcess() throws Exception {
        SealedMachine sealed = machine().seal("app");
        String setpriv = Installed.assume("setpriv");
        String[] start = {setpriv, "", Machine.CTK, "run", "app", "--", "true"};
        for (String difference :
                new String[] {
                    "--groups=5", "--no-new-privs", "--bounding-set=-net_raw", "--regid=1"
                }) {
            start[1] = difference;
            String[] line = start.clone();
            if (difference.equals("--regid=1")) {
                line =
                        ("/usr/bin/setpriv --regid=1 --clear-groups "
                                        + Machine.CTK
                                        + " run app -- true")
                                .split(" ");
            }
            assertFalse(sealed.isSealed(line), difference);
        }
    }

    @Test
    void keepsSeveral() throws Exception {
        SealedMachine sealed = machine().seal("app").seal("nobody").seal("--umask=077", "app");
        sealed.expectSame("run", "app");
        sealed.expectSame("run", "nobody", "--");
        sealed.expectSame("run", "--umask=077", "app");
    }

    /** A start of another build decides as that build does. */
    @Test
    void decidesAnewInAnotherBuild() throws Exception {
        SealedMachine sealed = machine().seal("app");
        sealed.machine().sh("printf Z | dd of=/etc/ctk/sealed bs=1 seek=16 conv=notrunc 2>&1");
        assertFalse(sealed.isSealed("run", "app", "true"), "of another build");
        Run check = sealed.ctk("seal", "--check");
        assertEquals(1, check.code());
        assertTrue(check.out().contains("another build of ctk sealed it\n"), check.out());
    }

    // A usual start refuses to lower its niceness without the right to, whatever it is by then.
    @Test
    void decidesAnewWhereItsNicenessIsHigher() throws Exception {
        SealedMachine sealed = machine();
        String setpriv = Installed.assume("setpriv");
        String nice = Installed.assume("nice");
        String[] start = {setpriv, "--bounding-set=-sys_nice", Machine.CTK, "", "--nice=3", "app"};
        start[3] = "seal";
        sealed.machine().run(start).expect(0);
        start[3] = "run";
        assertTrue(sealed.isSealed(joined(new String[0], start)), "with the niceness of the seal");
        assertTrue(sealed.isSealed(joined(new String[] {nice, "-n", "3"}, start)), "as nice");
        assertFalse(sealed.isSealed(joined(new String[] {nice, "-n", "4"}, start)), "nicer");
    }

    private static String[] joined(String[] before, String[] start) {
        List<String> line = new ArrayList<>(List.of(before));
        line.addAll(List.of(start));
        line.add("true");
        return line.toArray(String[]::new);
    }

    private static final String[] STAYS = {"--if-not-root=exec", "--add-groups=5", "app"};

    /** Run {@code ctk VERB} for that in a user namespace without setgroups. */
    private static Run withoutSetgroups(Machine machine, String mounts, String line)
            throws Exception {
        String inside = "unshare -Ur /usr/sbin/chroot . " + line;
        return Run.of(machine.command(mounts + "\nexec " + inside, List.of(), List.of()));
    }

    // A usual start stays root there, as it was told to.
    @Test
    void decidesAnewWhereSetgroupsIsDenied() throws Exception {
        SealedMachine sealed = machine();
        Machine machine = sealed.machine();
        machine.write("/inside", withoutSetgroups(machine, "", "/bin/cat /proc/self/status").out());
        sealed.ctk("seal", "--expect=/inside", STAYS[0], STAYS[1], STAYS[2]).expect(0);
        String line = Machine.CTK + " run " + String.join(" ", STAYS) + " id -u";
        assertEquals("0\n", withoutSetgroups(machine, "", line).out());
        String withoutVm = "mount --bind /dev/null opt/ctk/lib/ctk-vm";
        Run run = withoutSetgroups(machine, withoutVm, line);
        assertTrue(run.err().contains("lib/ctk-vm"), run.err());
        String check = withoutSetgroups(machine, "", Machine.CTK + " seal --check").out();
        String why = "  since       setgroups(2) is denied in the user namespace\n";
        assertTrue(check.endsWith(": decided anew\n" + why), check);
    }

    // It would stay root, where a usual start becomes another.
    @Test
    void becomesTheUserThoughSetgroupsWasDenied() throws Exception {
        SealedMachine sealed = machine();
        Machine machine = sealed.machine();
        machine.write("/outside", machine.sh("cat /proc/self/status"));
        String options = "--expect=/outside " + String.join(" ", STAYS);
        withoutSetgroups(machine, "", Machine.CTK + " seal " + options).expect(0);
        String[] line = joined(new String[] {"run"}, STAYS);
        assertFalse(sealed.isSealed(line), "it was decided where setgroups is denied");
        Run run = sealed.ctk("run", STAYS[0], STAYS[1], STAYS[2], "id");
        assertTrue(run.out().startsWith("uid=1234(app) "), run.out());
    }
}
