package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;

/** What ctk seal stores, lists, checks and removes. Needs root. */
class SealIT {

    private static final String SCHEMA = "seal.json";
    private static final String CHECK = "seal-check.json";

    private static SealedMachine machine(String... environment) throws Exception {
        return SealedMachine.of(Machine.create(), environment);
    }

    @Test
    void storesAFileOfRootsThatEverybodyMayRead() throws Exception {
        SealedMachine sealed = machine();
        Run run = sealed.ctk("seal", "--umask=077", "nobody").expect(0);
        assertEquals("sealed ctk run --umask=077 nobody COMMAND\n", run.out());
        String stat = "stat -c '%U:%G %a %F' /etc/ctk /etc/ctk/sealed; ls -A /etc/ctk";
        assertEquals(
                "root:root 755 directory\nroot:root 644 regular file\nsealed\n",
                sealed.machine().sh(stat));
    }

    @Test
    void saysWhatItDependsOn() throws Exception {
        SealedMachine sealed = machine("WHO=nobody");
        sealed.machine().write("/etc/ctk/ctk.toml", "user = '${WHO}'\n");
        sealed.seal("--env=TOKEN=x y", "--unset-env=B");
        String list = sealed.ctk("seal", "--list").expect(0).out();
        assertTrue(list.startsWith("ctk run '--env=TOKEN=x y' --unset-env=B -- COMMAND\n"), list);
        for (String line :
                new String[] {
                    "  becomes     uid 65534, gid 65534, groups none\n",
                    "  variable    HOME=/nonexistent\n",
                    "  variable    TOKEN=...\n",
                    "  variable    B is removed\n",
                    "  for         uid 0, gid 0, groups ",
                    "  if          variable 'WHO' is 'nobody'\n",
                    "              '/etc/ctk/ctk.toml' holds the 16 bytes that it held\n",
                    "              '/etc/ctk/ctk.toml' is a regular file of 0, mode 0644\n",
                    "              '/etc/ctk' is a directory of 0, mode 0755\n",
                    "              '/etc/ctk/conf.d' is not there\n",
                    "              '/etc/passwd' holds the ",
                    "              '/etc/group' holds the ",
                }) {
            assertTrue(list.contains(line), line + " is missing in\n" + list);
        }
    }

    @Test
    void listsInJson() throws Exception {
        SealedMachine sealed = machine();
        String nothing = sealed.ctk("seal", "--list", "--json").expect(0).out();
        assertEquals("[]", Schema.check(SCHEMA, nothing, "it['entries']"));
        sealed.seal("nobody:daemon").seal("--as=gosu", "77").seal("--umask=027", "99999");
        String list = sealed.ctk("seal", "--list", "--json").expect(0).out();
        assertEquals("True", Schema.check(SCHEMA, list, "it['of-this-build']"));
        String forms = "[(e['form'], *e['arguments'], e['becomes']['uid']) for e in it['entries']]";
        assertEquals(
                "[('user', 'run', 'nobody:daemon', 65534), ('gosu', '77', 77), ('user', 'run',"
                        + " '--umask=027', '99999', 99999)]",
                Schema.check(SCHEMA, list, forms));
        String kinds = "sorted({c['kind'] for e in it['entries'] for c in e['conditions']})";
        assertEquals("['absence', 'content', 'status']", Schema.check(SCHEMA, list, kinds));
        String printed = "[len(e['prints']) for e in it['entries']]";
        assertEquals("[0, 0, 1]", Schema.check(SCHEMA, list, printed));
    }

    @Test
    void checksWhatIsSoHereAndNow() throws Exception {
        SealedMachine sealed = machine();
        sealed.seal("nobody").seal("--no-config", "daemon");
        Run check = sealed.ctk("seal", "--check").expect(0);
        assertEquals(
                "ctk run nobody COMMAND: sealed\nctk run --no-config daemon COMMAND: sealed\n",
                check.out());
        sealed.machine().write("/etc/ctk/ctk.toml", "user = 'root'\n");
        check = sealed.ctk("seal", "--check");
        assertEquals(1, check.code());
        assertEquals(
                "ctk run nobody COMMAND: decided anew\n"
                        + "  since       '/etc/ctk/ctk.toml' is there\n"
                        + "ctk run --no-config daemon COMMAND: sealed\n",
                check.out());
        check = sealed.ctk("seal", "--check", "--json");
        assertEquals(1, check.code());
        assertEquals(
                "[False, True]",
                Schema.check(CHECK, check.out(), "[e['matches'] for e in it['entries']]"));
        sealed.machine().sh("rm /etc/ctk/ctk.toml; echo '' >>/etc/group");
        assertEquals(
                "ctk run nobody COMMAND: decided anew\n"
                        + "  since       '/etc/group' holds something else\n"
                        + "ctk run --no-config daemon COMMAND: decided anew\n"
                        + "  since       '/etc/group' holds something else\n",
                sealed.ctk("seal", "--check").out());
    }

    @Test
    void checksTheProcess() throws Exception {
        SealedMachine sealed = machine().seal("nobody");
        String setpriv = Installed.assume("setpriv");
        String other = " --reuid=nobody --keep-groups ";
        Run rights =
                sealed.machine().run("sh", "-c", setpriv + other + Machine.CTK + " seal --check");
        assertTrue(rights.out().contains("this process has uid 65534, not 0\n"), rights.out());
        assertTrue(rights.out().contains(" (permitted, effective)\n"), rights.out());
        String options = " --groups=5,6 --no-new-privs --bounding-set=-net_raw ";
        Run check =
                sealed.machine().run("sh", "-c", setpriv + options + Machine.CTK + " seal --check");
        assertEquals(1, check.code());
        assertEquals(
                "ctk run nobody COMMAND: decided anew\n"
                        + "  since       this process has groups 5,6, not none\n"
                        + "  since       this process has no net_raw (permitted, effective,"
                        + " bounding)\n"
                        + "  since       this process has no_new_privs 1, not 0\n",
                check.out());
    }

    @Test
    void checksVariablesAndDirectories() throws Exception {
        SealedMachine sealed = machine("WHO=nobody");
        sealed.machine().write("/etc/ctk/conf.d/1.toml", "user = '${WHO}'\n");
        sealed.seal();
        sealed.machine().sh("touch /etc/ctk/conf.d/README; chmod 700 /etc/ctk/conf.d/1.toml");
        Run check = sealed.with().ctk("seal", "--check");
        assertEquals(1, check.code());
        assertEquals(
                "ctk run -- COMMAND: decided anew\n"
                        + "  since       variable 'WHO' is not set\n"
                        + "  since       '/etc/ctk/conf.d/1.toml' is a regular file of 0, mode"
                        + " 0700\n"
                        + "  since       directory '/etc/ctk/conf.d' holds '1.toml', 'README'\n",
                check.out());
    }

    @Test
    void replacesWhatHasTheSameArguments() throws Exception {
        SealedMachine sealed = machine().seal("nobody").seal("daemon");
        sealed.machine().sh("echo x:x:1:1::/: >>/etc/passwd");
        sealed.seal("nobody");
        assertEquals(
                "ctk run nobody COMMAND: sealed\n"
                        + "ctk run daemon COMMAND: decided anew\n"
                        + "  since       '/etc/passwd' holds something else\n",
                sealed.ctk("seal", "--check").out());
    }

    @Test
    void removesByTheSameArguments() throws Exception {
        SealedMachine sealed = machine();
        sealed.machine().write("/etc/ctk/ctk.toml", "user = 'nobody'\n");
        sealed.seal("nobody").seal("--as=gosu", "nobody").seal().seal("--umask", "077", "daemon");
        sealed.ctk("seal", "--remove", "nobody").expect(0);
        sealed.ctk("seal", "--umask", "077", "--remove", "daemon").expect(0);
        sealed.ctk("seal", "--remove", "--").expect(0);
        assertEquals("gosu nobody COMMAND: sealed\n", sealed.ctk("seal", "--check").out());
        sealed.ctk("seal", "--remove", "--as=gosu", "nobody").expect(0);
        assertTrue(Files.notExists(sealed.machine().upper("/etc/ctk/sealed")), "it is there");
        assertEquals("nothing is sealed\n", sealed.ctk("seal", "--list").expect(0).out());
        sealed.ctk("seal", "--remove", "nobody")
                .expectError(
                        125,
                        "ctk seal: nothing is sealed for ctk run nobody COMMAND\n"
                                + "hint: ctk seal --list says what is");
    }

    @Test
    void removesAllWithoutArguments() throws Exception {
        SealedMachine sealed = machine().seal("nobody").seal("daemon");
        sealed.ctk("seal", "--remove").expect(0);
        assertTrue(Files.notExists(sealed.machine().upper("/etc/ctk/sealed")), "it is there");
        Run check = sealed.ctk("seal", "--check");
        assertEquals("1 nothing is sealed\n", check.code() + " " + check.out());
        sealed.ctk("seal", "--remove").expect(0);
        assertFalse(sealed.isSealed("run", "nobody", "true"), "nothing is sealed");
    }

    /** As in an image build, where capabilities and groups are not those of a start. */
    @Test
    void sealsForAContainerOfDockers() throws Exception {
        SealedMachine sealed = machine();
        sealed.machine().sh("echo more:x:4000:root >>/etc/group");
        sealed.seal("--expect=docker-default", "nobody");
        assertEquals(1, sealed.ctk("seal", "--check").code());
        String list = sealed.ctk("seal", "--list").expect(0).out();
        assertTrue(
                list.contains(
                        "\n  for         uid 0, gid 0, groups 0,4000; capabilities chown,"
                                + "dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,"
                                + "net_bind_service,net_raw,sys_chroot,mknod,audit_write,setfcap"
                                + "\n"),
                list);
        String setpriv = Installed.assume("setpriv");
        String docker =
                setpriv
                        + " --groups=0,4000 --inh-caps=-all"
                        + " --bounding-set=-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid"
                        + ",+setuid,+setpcap,+net_bind_service,+net_raw,+sys_chroot,+mknod"
                        + ",+audit_write,+setfcap ";
        String start = docker + Machine.CTK + " run nobody -- id -u";
        Run run = sealed.sealed("/bin/sh", "-c", start).expect(0);
        assertEquals("65534\n", run.out());
        assertFalse(sealed.isSealed("run", "nobody", "true"), "this process has more");
    }

    @Test
    void sealsForAProcessThatAFileTellsOf() throws Exception {
        SealedMachine sealed = machine();
        String setpriv = Installed.assume("setpriv");
        String as = setpriv + " --groups=7,8 --no-new-privs --bounding-set=-sys_admin ";
        sealed.machine().sh(as + "cat /proc/self/status >/etc/status");
        sealed.seal("--expect=/etc/status", "nobody");
        assertFalse(sealed.isSealed("run", "nobody", "true"), "this is another process");
        Run run = sealed.sealed("/bin/sh", "-c", as + Machine.CTK + " run nobody id -u").expect(0);
        assertEquals("65534\n", run.out());
    }

    /** The decision is that of the process it is for: what it may not, it may not be sealed for. */
    @Test
    void decidesForTheProcessThatIsExpected() throws Exception {
        SealedMachine sealed = machine();
        String setpriv = Installed.assume("setpriv");
        String as = setpriv + " --reuid=nobody --regid=daemon --clear-groups ";
        sealed.machine().sh(as + "cat /proc/self/status >/etc/status");
        sealed.ctk("seal", "--expect=/etc/status", "games")
                .expectError(
                        125,
                        "ctk seal: cannot become user 'games': changing the group needs"
                                + " CAP_SETGID\nhint: start as root, with CAP_SETUID and"
                                + " CAP_SETGID (docker run --cap-add SETUID --cap-add SETGID)");
        sealed.seal("--expect=/etc/status", "--if-not-root=exec", "games");
        String start = as + Machine.CTK + " run --if-not-root=exec games id -u";
        Run run = sealed.sealed("/bin/sh", "-c", start);
        assertEquals("65534\n", run.out());
        assertTrue(run.err().startsWith("ctk run: warning: stays who it is: "), run.err());
    }

    @Test
    void replacesAFileThatIsOfNoUse() throws Exception {
        SealedMachine sealed = machine();
        sealed.machine().write("/etc/ctk/sealed", "nonsense");
        Run list = sealed.ctk("seal", "--list");
        assertEquals(125, list.code());
        assertTrue(list.err().startsWith("ctk seal: /etc/ctk/sealed is ignored: "), list.err());
        Run seal = sealed.ctk("seal", "nobody");
        assertEquals(0, seal.code(), seal.err());
        assertTrue(
                seal.err()
                        .startsWith(
                                "ctk seal: warning: /etc/ctk/sealed was ignored and is replaced: "),
                seal.err());
        assertTrue(sealed.isSealed("run", "nobody", "true"), "it was not replaced");
    }

    @Test
    void keepsWhatSeveralSealAtOnce() throws Exception {
        SealedMachine sealed = machine();
        String script = "for u in 1 2 3 4 5 6; do " + Machine.CTK + " seal $u & done; wait";
        String printed = sealed.machine().run("sh", "-c", script).expect(0).out();
        assertEquals(
                6, printed.lines().filter(line -> line.startsWith("sealed ")).count(), printed);
        String check = sealed.ctk("seal", "--check").expect(0).out();
        assertEquals(6, check.lines().filter(line -> line.endsWith(": sealed")).count(), check);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ln -s x /etc/ctk/sealed", "mkfifo /etc/ctk/sealed"})
    void replacesWhatIsNoFile(String script) throws Exception {
        SealedMachine sealed = machine();
        sealed.machine().sh("mkdir /etc/ctk; " + script);
        Run run = sealed.ctk("seal", "nobody");
        assertEquals(0, run.code(), run.err());
        String warning = "ctk seal: warning: /etc/ctk/sealed was ignored and is replaced: ";
        assertTrue(run.err().startsWith(warning), run.err());
        assertTrue(sealed.isSealed("run", "nobody", "true"), "it is sealed");
    }

    @Test
    void replacesNoDirectory() throws Exception {
        SealedMachine sealed = machine();
        sealed.machine().sh("mkdir -p /etc/ctk/sealed");
        String error = "ctk seal: cannot write '/etc/ctk/sealed': it is a directory";
        sealed.ctk("seal", "nobody").expectError(125, error);
    }

    /** No ctk seal writes such a one; but a start is a usual one then, and --check must say so. */
    @Test
    void saysThatADecisionIsMalformed() throws Exception {
        SealedMachine sealed = machine().seal("nobody");
        sealed.machine()
                .sh(
                        "at=$(grep -obUa CTKD /etc/ctk/sealed | cut -d: -f1); printf '\\100' | dd"
                                + " of=/etc/ctk/sealed bs=1 seek=$((at + 36)) conv=notrunc 2>&1");
        assertFalse(sealed.isSealed("run", "nobody", "true"), "its settings are no 64");
        Run check = sealed.ctk("seal", "--check");
        assertEquals(1, check.code());
        assertTrue(check.out().contains("  since       its decision is malformed: "), check.out());
        Run list = sealed.ctk("seal", "--list");
        assertEquals(125, list.code());
        assertTrue(list.err().startsWith("ctk seal: /etc/ctk/sealed is ignored: "), list.err());
    }
}
