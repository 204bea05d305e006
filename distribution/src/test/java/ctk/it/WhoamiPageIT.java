package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code ctk whoami} says where it is called: pages word for word. Needs root. */
class WhoamiPageIT {

    /** What Docker gives. */
    static final String DOCKER =
            "-all,+chown,+dac_override,+fsetid,+fowner,+mknod,+net_raw,+setgid,+setuid,+setfcap"
                    + ",+setpcap,+net_bind_service,+sys_chroot,+kill,+audit_write";

    private static final String PASSWD =
            "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n";

    private static final String GROUP = "root:x:0:\nadm:x:4:\nnogroup:x:65534:\n";

    static Machine machine() throws Exception {
        return Machine.create().write("/etc/passwd", PASSWD).write("/etc/group", GROUP);
    }

    @Test
    void ofRootWithDockersCapabilities() throws Exception {
        String setpriv = "setpriv --bounding-set=" + DOCKER + " --inh-caps=-all";
        golden("root", machine().sh("umask 022; cd /; " + setpriv + " " + Machine.CTK + PIPED));
    }

    @Test
    void ofNobody() throws Exception {
        String setpriv =
                "setpriv --reuid=65534 --regid=65534 --groups=4,65534,4242 --inh-caps=-all"
                        + " --no-new-privs --bounding-set=-all";
        String script = "umask 027; cd /; export HOME=/nonexistent; ";
        golden("nobody", machine().sh(script + setpriv + " " + Machine.CTK + PIPED));
    }

    @Test
    void ofSomebodyWithoutAnEntryAndHome() throws Exception {
        String setpriv =
                "setpriv --reuid=4711 --regid=4712 --clear-groups --inh-caps=+net_raw"
                        + " --ambient-caps=+net_raw --bounding-set="
                        + DOCKER;
        String script = "umask 0; cd /tmp; unset HOME; ";
        golden("stranger", machine().sh(script + setpriv + " " + Machine.CTK + PIPED));
    }

    @Test
    void whereThereIsNothing() throws Exception {
        Run run = Root.create().run("umask 022", Root.CTK, "whoami").expect(0);
        golden("bare", run.out());
        Run without = Root.create().write("etc/passwd", "").run("", Root.CTK, "whoami").expect(0);
        String line = "! user              0: applications should not run as root; has no entry";
        assertTrue(without.out().startsWith(line), without.out());
    }

    @Test
    void inAContainerAsItsFirstProcess() throws Exception {
        Installed.assume("runc");
        String mount = Bundle.bind(Image.HOME, Path.of("/opt/ctk"), "ro");
        for (String user : List.of("0:0", "65534:65534")) {
            Bundle.Particulars particulars =
                    new Bundle.Particulars(List.of(mount), "", user, List.of("HOME=/root"), false);
            Bundle bundle = Bundle.of(particulars, List.of("ctk", "whoami"));
            bundle.prepare("printf '%s' '" + PASSWD + "' > /etc/passwd; chmod 0700 /root");
            bundle.prepare("printf '%s' '" + GROUP + "' > /etc/group");
            String page = Run.of(bundle.command()).expect(0).out();
            golden(user.equals("0:0") ? "container" : "container-nobody", page);
        }
    }

    /** What the caller gave is told, not what the start made of it. */
    @Test
    void tellsWhatWasThereAtEntry() throws Exception {
        String script = "exec 0<&- 2>&-; umask 0137; \"$0\" whoami | grep -E 'umask|std(in|err)'";
        Run run = Run.of(List.of("sh", "-c", script, Image.CTK)).expect(0);
        assertEquals(
                """
                  umask             0137
                  stdin             closed
                ! stderr            closed: what is written to it is lost
                """,
                run.out());
    }

    /** What containers of some tools have: servers fail there that log to /dev/stdout. */
    @Test
    void marksASocketThatCannotBeOpened() throws Exception {
        String python =
                """
                import socket, subprocess, sys
                near, far = socket.socketpair()
                subprocess.run([sys.argv[1], "whoami"], stdout=far, check=True)
                print(near.recv(65536).decode())
                """;
        Run run = Run.of(List.of(Installed.assume("python3"), "-c", python, Image.CTK)).expect(0);
        String line =
                """
                ! stdout            socket: /dev/stdout cannot be opened: no such device or
                                    address
                """;
        assertTrue(run.out().contains(line), run.out());
    }

    @Test
    void tellsManyGroupsInShort() throws Exception {
        String groups =
                IntStream.range(5000, 5200)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        Run run = Run.of(List.of("setpriv", "--groups=" + groups, Image.CTK, "whoami")).expect(0);
        assertTrue(run.out().contains(" 5062, 5063, and 136 more\n"), run.out());
        assertTrue(run.out().lines().allMatch(line -> line.length() <= 80), run.out());
    }

    @Test
    void tellsADirectoryThatIsGone() throws Exception {
        String script = "mkdir gone; cd gone; rmdir ../gone; \"$0\" whoami | grep directory";
        Run run = Tree.create().run("sh", "-ec", script, Image.CTK).expect(0);
        assertEquals("  directory         none: it was removed\n", run.out());
    }

    @Test
    void whatOthersNameCannotReachTheTerminal() throws Exception {
        String passwd = "e\u001b]0;x\u0007vil:x:4711:4711::/h\u001b[2J:/bin/\u009bsh\n";
        Machine machine = machine().write("/etc/passwd", passwd);
        machine.write("/etc/group", "g\u202er:x:4711:\n");
        String setpriv =
                "setpriv --reuid=4711 --regid=4711 --clear-groups env HOME=\"$(printf"
                        + " '/\\033[5m\\377')\" ";
        String page = machine.sh(setpriv + Machine.CTK + " whoami");
        assertFalse(page.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), page);
        assertTrue(page.contains("e\\x1b]0;x\\x07vil"), page);
        assertTrue(page.contains("/\\x1b[5m\\xff: no such file or directory"), page);
        assertTrue(page.contains("g\\xe2\\x80\\xaer"), page);
    }

    private static final String PIPED = " whoami 2>&1 </dev/null | cat";

    /** The machine of the tests decides what it has of security modules, filters, capabilities. */
    private static void golden(String name, String page) throws Exception {
        List<String> wide = page.lines().filter(line -> line.length() > 80).toList();
        assertEquals(List.of(), wide, page);
        String masked =
                page.lines()
                        .map(line -> line.replaceFirst("^(  (seccomp|security label) +).*", "$1*"))
                        .map(line -> line.replaceFirst(" all( but [a-z_, ]+)?(?=:|$)", " all *"))
                        .collect(Collectors.joining("\n", "", "\n"));
        Golden.check("ctk-whoami-" + name + ".page", masked);
    }
}
