package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** An entrypoint whose set-up is done starts sealed, and does the work if it is not. Needs root. */
class SealedSetupIT {

    private static final String USER =
            """
            user = "${USER_ID:+app}"
            [run]
            umask = "027"
            [[step]]
            use = "ensure-user"
            when = "${USER_ID}"
            name = "app"
            uid = "${USER_ID}"
            gid = "${GROUP_ID:-${USER_ID}}"
            home = "/home/app"
            renumber = true
            """;

    private static final String VOLUME =
            """
            user = "nobody"
            [[step]]
            use = "directory"
            path = "/data"
            mode = "0750"
            [[step]]
            use = "chown"
            paths = ["/data"]
            policy = "root-mismatch"
            [[step]]
            use = "exec"
            when = "${NEVER}"
            command = "false"
            """;

    private static final String[] ID = {"run", "--", "id"};

    @Test
    void findsTheUserThere() throws Exception {
        Machine machine = Machine.configured(USER);
        SealedMachine sealed = SealedMachine.of(machine, "USER_ID=4242", "GROUP_ID=4343");
        sealed.ctk("run", "--", "true").expect(0);
        sealed.seal();
        String report = sealed.expectSame("run", "--");
        assertTrue(report.startsWith("uid=4242(app) gid=4343(app) "), report);
    }

    @Test
    void makesTheUserOfOtherIds() throws Exception {
        Machine machine = Machine.configured(USER);
        SealedMachine sealed = SealedMachine.of(machine, "USER_ID=4242");
        sealed.ctk("run", "--", "true").expect(0);
        sealed.seal();
        assertTrue(sealed.isSealed(ID), "with the same");
        SealedMachine other = sealed.with("USER_ID=4243");
        assertFalse(other.isSealed(ID), "with another");
        String out = other.ctk("run", "--", "id").expect(0).out();
        assertEquals("uid=4243(app) gid=4243(app) groups=4243(app)\n", out);
        assertFalse(sealed.isSealed(ID), "the first has to be made again");
        assertEquals(
                "uid=4242(app) gid=4242(app) groups=4242(app)\n",
                sealed.ctk("run", "--", "id").expect(0).out());
        assertTrue(sealed.isSealed(ID), "passwd and group are what they were");
    }

    @Test
    void makesTheHomeAgain() throws Exception {
        Machine machine = Machine.configured(USER);
        SealedMachine sealed = SealedMachine.of(machine, "USER_ID=4242");
        sealed.ctk("run", "--", "true").expect(0);
        sealed.seal();
        machine.sh("rmdir /home/app");
        assertFalse(sealed.isSealed(ID), "the home is missing");
        sealed.ctk("run", "--", "true").expect(0);
        assertEquals("4242 700\n", machine.sh("stat -c '%u %a' /home/app"));
        assertTrue(sealed.isSealed(ID), "it is there again");
    }

    /** Without USER_ID there is no step, and nothing to become. */
    @Test
    void leavesTheStepOut() throws Exception {
        Machine machine = Machine.configured(USER.replace("${USER_ID:+app}", "nobody"));
        SealedMachine sealed = SealedMachine.of(machine).seal();
        assertTrue(sealed.expectSame("run", "--").startsWith("uid=65534(nobody) "), "who");
        assertFalse(sealed.with("USER_ID=4242").isSealed(ID), "there is a step now");
    }

    @Test
    void findsTheVolumeOwned() throws Exception {
        Machine machine = Machine.configured(VOLUME);
        SealedMachine sealed = settled(machine);
        machine.sh("touch /data/new; chown 5 /data");
        assertFalse(sealed.isSealed(ID), "the volume is of another");
        sealed.ctk("run", "--", "true").expect(0);
        assertEquals("nobody\nnobody\n", machine.sh("stat -c %U /data /data/new"));
        assertTrue(sealed.isSealed(ID), "it is owned again");
        machine.sh("chmod 755 /data");
        assertFalse(sealed.isSealed(ID), "the mode is another");
        machine.sh("chmod 750 /data; mv /data /other; ln -s other /data");
        assertFalse(sealed.isSealed(ID), "it is a link");
        assertFalse(sealed.with("NEVER=1").isSealed(ID), "a step is not left out any more");
    }

    @Test
    void findsTheVolumeOfALineOwned() throws Exception {
        Machine machine = Machine.create();
        SealedMachine sealed = SealedMachine.of(machine);
        String[] line = {"run", "--volume=/data:0700", "nobody", "--", "true"};
        sealed.ctk("run", "--volume=/data:0700", "nobody", "--", "true").expect(0);
        sealed.seal("--volume=/data:0700", "nobody");
        sealed.expectSame("run", "--volume=/data:0700", "nobody", "--");
        machine.sh("rmdir /data");
        assertFalse(sealed.isSealed(line), "it is missing");
        machine.ctk(line).expect(0);
        assertEquals("nobody 700\n", machine.sh("stat -c '%U %a' /data"));
        assertTrue(sealed.isSealed(line), "it is there again");
    }

    @Test
    void doesTheStepsForAUserOnTheLine() throws Exception {
        SealedMachine sealed = SealedMachine.of(Machine.configured(VOLUME));
        sealed.ctk("run", "--setup", "daemon", "true").expect(0);
        sealed.seal("--setup", "daemon");
        sealed.expectSame("run", "--setup", "daemon");
        sealed.machine().sh("chown 5 /data");
        assertFalse(sealed.isSealed("run", "--setup", "daemon", "true"), "it is of another");
    }

    @Test
    void makesTheVolumesOfTheConfiguration() throws Exception {
        SealedMachine sealed =
                SealedMachine.of(Machine.configured("[run]\nvolume = ['/data:0700']\n"));
        sealed.seal("daemon"); // which makes none of them
        sealed.expectSame("run", "daemon", "--");
        sealed.ctk("run", "--setup", "daemon", "true").expect(0);
        sealed.seal("--setup", "daemon");
        sealed.expectSame("run", "--setup", "daemon", "--");
        sealed.machine().sh("chmod 755 /data");
        assertFalse(sealed.isSealed("run", "--setup", "daemon", "true"), "its mode is another");
        assertTrue(sealed.isSealed("run", "daemon", "true"), "it counts for nothing here");
    }

    @Test
    void comparesEachFileOfTheConfiguration() throws Exception {
        Machine machine = Machine.configured("user = 'nobody'\n");
        machine.write("/etc/ctk/conf.d/10-more.toml", "[run]\numask = '077'\n");
        SealedMachine sealed = SealedMachine.of(machine).seal();
        assertTrue(sealed.expectSame("run", "--").contains("\n0077\n"), "the mask");
        machine.write("/etc/ctk/conf.d/20-more.toml", "[run]\numask = '007'\n");
        assertFalse(sealed.isSealed(ID), "there is another file");
        machine.sh("rm /etc/ctk/conf.d/20-more.toml");
        assertTrue(sealed.isSealed(ID), "it is as before");
        machine.sh("chmod o+w /etc/ctk/conf.d/10-more.toml");
        assertFalse(sealed.isSealed(ID), "it is not trusted any more");
        machine.sh("chmod o-w /etc/ctk/conf.d/10-more.toml; chmod 775 /etc/ctk/conf.d");
        assertFalse(sealed.isSealed(ID), "its directory is not trusted any more");
        machine.sh("chmod 755 /etc/ctk/conf.d; echo '[run]' >/etc/ctk/conf.d/10-more.toml");
        assertFalse(sealed.isSealed(ID), "it says something else");
    }

    /** What others may search and not read is seen like any other. */
    @Test
    void findsADirectoryThatOthersMayOnlySearch() throws Exception {
        Machine machine = Machine.configured(directory("/data", "0711"));
        SealedMachine sealed = settled(machine);
        machine.sh("chmod 710 /data");
        assertFalse(sealed.isSealed(ID), "the mode is another");
        sealed.ctk("run", "--", "true").expect(0);
        assertEquals("711\n", machine.sh("stat -c %a /data"));
        assertTrue(sealed.isSealed(ID), "it is what it was");
    }

    /** Do the set-up once and seal; the start is the same then. */
    private static SealedMachine settled(Machine machine) throws Exception {
        SealedMachine sealed = SealedMachine.of(machine);
        sealed.ctk("run", "--", "true").expect(0);
        sealed.seal();
        sealed.expectSame("run", "--");
        return sealed;
    }

    private static String directory(String path, String mode) {
        return String.format(
                "user = 'nobody'\n[[step]]\nuse = 'directory'\npath = '%s'\nmode = '%s'\n",
                path, mode);
    }

    /** The configuration of a directory that not everybody can read is not sealed. */
    @Test
    void refusesAConfigurationWhoseDirectoryCanOnlyBeSearched() throws Exception {
        Machine machine = Machine.configured("user = 'nobody'\n");
        machine.sh("chmod 711 /etc/ctk");
        Run run = SealedMachine.of(machine).ctk("seal");
        run.expectError(
                125,
                "ctk seal: cannot seal what depends on '/etc/ctk': not everybody can read that"
                        + " directory\nhint: chmod a+rx /etc/ctk");
    }

    /** A home that is not to be made does not count, whatever is in its place. */
    @Test
    void looksAtNoHomeThatIsNotToBeMade() throws Exception {
        Machine machine = Machine.configured(USER + "create-home = false\n");
        machine.sh("mkdir -p /real/app; rm -rf /home; ln -s real /home");
        SealedMachine sealed = SealedMachine.of(machine, "USER_ID=4242");
        sealed.ctk("run", "--", "true").expect(0);
        sealed.seal();
        sealed.expectSame("run", "--");
        machine.sh("rm -rf /real /home");
        assertTrue(sealed.isSealed(ID), "there is no home, nor was one asked for");
        assertFalse(sealed.with("USER_ID=4243").isSealed(ID), "of another id");
    }

    @Test
    void listsAtMost256Names() throws Exception {
        Machine machine = Machine.configured("user = 'nobody'\n");
        machine.sh("mkdir /etc/ctk/conf.d; cd /etc/ctk/conf.d; touch $(seq 256)");
        SealedMachine sealed = SealedMachine.of(machine).seal();
        sealed.expectSame("run", "--");
        machine.sh("touch /etc/ctk/conf.d/257");
        assertFalse(sealed.isSealed(ID), "there is one more");
        Run run = sealed.ctk("seal");
        run.expectError(125, "ctk seal: cannot read '/etc/ctk/conf.d': file too large");
        machine.sh("rm /etc/ctk/conf.d/1");
        assertFalse(sealed.isSealed(ID), "it is as many again, but others");
    }
}
