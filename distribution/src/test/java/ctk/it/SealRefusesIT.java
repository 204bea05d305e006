package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.util.List;

/** What ctk seal refuses, with the option, step or file that is the reason. Needs root. */
class SealRefusesIT {

    private static void expect(SealedMachine sealed, String start, String... line)
            throws Exception {
        Run run = sealed.ctk("seal", line);
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk seal: " + start), run.err());
        assertTrue(
                Files.notExists(sealed.machine().upper("/etc/ctk/sealed")), "something is sealed");
    }

    private static SealedMachine configured(String toml) throws Exception {
        return SealedMachine.of(Machine.configured(toml));
    }

    private static SealedMachine plain(String... environment) throws Exception {
        return SealedMachine.of(Machine.create(), environment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dry-run nobody|--dry-run: it starts nothing",
                "--verbose nobody|--verbose: what it says is worked out anew each time",
                "--user-db=nss nobody|--user-db=nss: what the name service says can change unseen",
                "--match-owner=/|--match-owner: whose PATH is shows only when a start comes",
                "--landlock-access=fs nobody|--landlock-access: it depends on the kernel",
                "--landlock-rule=path-beneath:execute:/ nobody|--landlock-rule: it depends on the",
                "--apparmor-profile=x nobody|--apparmor-profile: it depends on the kernel",
                "--selinux-label=x nobody|--selinux-label: it depends on the kernel",
                "--expect=docker-default --bounding-set=chown,sys_admin nobody"
                        + "|--bounding-set=chown,sys_admin: the process it is for has no sys_admin",
                "--config=etc/x.toml nobody|--config",
                "--env-file=etc/x.env nobody|--env-file=etc/x.env: the path is not absolute",
                "--seccomp-filter=etc/x nobody|--seccomp-filter=etc/x: the path is not absolute",
            })
    void optionsThatDependOnMore(String line, String cause) throws Exception {
        SealedMachine sealed = plain();
        sealed.machine().write("/etc/x.env", "A=1\n").write("/etc/x.toml", "user = 'x'\n");
        sealed.machine().sh("printf '\\6\\0\\0\\0\\0\\0\\377\\177' >/etc/x");
        expect(sealed, "cannot seal " + cause, line.split(" "));
    }

    @Test
    void optionsOfTheConfiguration() throws Exception {
        expect(
                configured("[run]\nverbose = true\n"),
                "cannot seal --verbose: what it says is worked out anew each time\n"
                        + "hint: ctk run takes it, without a seal\n",
                "nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use='exec'; command='true'|step 'exec': it has something to do: run 'true'",
                "use='directory'; path='/new'|step 'directory': it has something to do: create"
                        + " directory '/new', mode 0755",
                "use='directory'; path='/opt'; owner='5'|step 'directory': it has something to do:"
                        + " give directory '/opt' to 5:60",
                "use='chown'; paths=['/opt']; owner='5'|step 'chown': it has something to do: give",
                "use='chown'; paths=['/opt']; owner='0:0'; policy='root-mismatch'|step 'chown':"
                        + " nothing tells whether it still has nothing to do: '/opt' is of 0:0",
                "use='ensure-user'; name='new'|step 'ensure-user': it has something to do: create",
                "use='secrets'; variables=['X']|step 'secrets': nothing tells whether it still has",
                "use='render'; template='/etc/hosts'; to='/etc/hostname'; overwrite=false"
                        + "|step 'render': nothing tells whether it still has nothing to do: leave",
                "use='wait-for'; path='/etc'|step 'wait-for': it has something to do",
                "use='seed'; from='/etc/skel'; to='/opt'|step 'seed': nothing tells whether it",
            })
    void stepsOfWhichNobodyCanTell(String step, String cause) throws Exception {
        String toml = "user='nobody'\n[[step]]\n" + step.replace("; ", "\n") + "\n";
        expect(configured(toml), "cannot seal " + cause);
    }

    // Its jar is no part of what is compared.
    @Test
    void aStepOfAPlugin() throws Exception {
        StepSource source = new StepSource("com.example.good", "GoodStep");
        Plugged plugged =
                Plugged.of("[[step]]\nuse = 'good'\n")
                        .with("good.jar", ModuleJar.ofStep("com.example.good", "GoodStep", source));
        plugged.machine().sh("mkdir /made");
        expect(
                SealedMachine.of(plugged.machine()),
                "cannot seal step 'good': its code is not of the image: "
                        + Plugged.DIRECTORY
                        + "/good.jar\n",
                "--plugin-path=" + Plugged.DIRECTORY);
    }

    @Test
    void aDirectoryBehindALink() throws Exception {
        SealedMachine sealed = configured("user='nobody'\n[[step]]\nuse='directory'\npath='/a/b'");
        sealed.machine().sh("mkdir -p /real/b; ln -s real /a");
        expect(sealed, "cannot seal: '/a/b' is reached by a symbolic link");
    }

    @Test
    void aConfigurationThatItsMountAloneMakesTrusted() throws Exception {
        Machine machine = Machine.configured("user = 'nobody'\n");
        machine.sh("chown 5 /etc/ctk/ctk.toml");
        String mounts = "mount --bind etc/ctk etc/ctk; mount -o remount,ro,bind etc/ctk";
        List<String> command = List.of(Machine.CTK, "seal");
        Run run = Run.of(machine.command(mounts, List.of(), command));
        run.expectError(
                125,
                "ctk seal: cannot seal what depends on '/etc/ctk/ctk.toml': uid 5 owns it, and that"
                        + " its mount is read-only is not compared");
    }

    // It would stand in a file that everybody may read.
    @Test
    void aFileThatNotEverybodyMayRead() throws Exception {
        SealedMachine sealed = plain();
        sealed.machine().write("/etc/x.env", "PASSWORD=x\n").sh("chmod 600 /etc/x.env");
        expect(
                sealed,
                "cannot seal what depends on '/etc/x.env': everybody may read /etc/ctk/sealed, but"
                        + " not this file",
                "--env-file=/etc/x.env",
                "nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/closed/x.env|/closed",
                "/closed/in/x.env|/closed",
                "/open/link|/open/../closed",
                "/open/to/in/x.env|/closed",
                "/open/../closed/in/x.env|/open/../closed",
                "/open/chain/x.env|/closed",
            })
    void aFileThatNotEverybodyCanReach(String path, String barrier) throws Exception {
        SealedMachine sealed = plain();
        sealed.machine()
                .write("/closed/x.env", "PASSWORD=x\n")
                .write("/closed/in/x.env", "PASSWORD=x\n")
                .sh(
                        "chmod 710 /closed; mkdir /open; cd /open; ln -s ../closed/x.env link;"
                                + " ln -s /closed to; ln -s ./to/in chain");
        expect(
                sealed,
                "cannot seal what depends on '"
                        + path
                        + "': everybody may read /etc/ctk/sealed, but not search '"
                        + barrier
                        + "'\n",
                "--env-file=" + path,
                "nobody");
    }

    @Test
    void noFileBehindALinkThatEverybodyCanReach() throws Exception {
        SealedMachine sealed = plain();
        sealed.machine()
                .write("/open/in/x.env", "A=1\n")
                .sh("ln -s in /open/to; ln -s /open /other; ln -s //other/./to/x.env /link");
        sealed.seal("--env-file=/link", "nobody");
        String report = sealed.expectSame("run", "--env-file=/link", "nobody");
        assertTrue(report.contains("\nA=1\n"), report);
    }

    @Test
    void whatIsNoRegularFile() throws Exception {
        expect(
                plain(),
                "cannot seal what depends on '/dev/null': it is no regular file",
                "--env-file=/dev/null",
                "nobody");
    }

    @Test
    void moreThanAMebibyteOfFiles() throws Exception {
        SealedMachine sealed = plain();
        sealed.machine()
                .sh("yes '# a comment' | head -c 1000000 >/etc/a.env; cp /etc/a.env /etc/b.env");
        expect(
                sealed,
                "cannot seal what depends on ",
                "--env-file=/etc/a.env",
                "--env-file=/etc/b.env",
                "nobody");
    }

    @Test
    void whatARunWouldRefuse() throws Exception {
        expect(plain(), "cannot resolve user 'nowho': no such user", "nowho");
        expect(plain(), "no user given\nhint: USER stands before --");
        expect(plain(), "cannot resolve user '': the user part is empty", "");
        expect(plain(), "cannot take --umask '999'", "--umask=999", "nobody");
        expect(configured("x = 1"), "/etc/ctk/ctk.toml:1:1: unknown key", "nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody id|more than a user given: 'id'",
                "-- id|more than a user given: 'id'",
                "--as=sudo nobody|cannot take --as 'sudo': it is gosu",
                "--as=gosu|no user given",
                "--as=gosu --umask=077 nobody|gosu has no options, and --umask=077 is one",
                "--as=gosu --|gosu has no options, and -- is one",
                "--list --check|--list and --check conflict",
                "--list nobody|--list is of all that is sealed: it takes no user",
                "--json nobody|--json is for --list and --check",
                "--remove --expect=current nobody|--expect is for what is being sealed",
                "--umsk=077 nobody|unknown option '--umsk'",
            })
    void linesThatMeanNothing(String line, String cause) throws Exception {
        expect(plain(), cause, line.split(" "));
    }

    @Test
    void saysWhatAProcessIsToldBy() throws Exception {
        SealedMachine sealed = plain();
        sealed.ctk("seal", "--expect=docker", "nobody")
                .expectError(
                        125,
                        "ctk seal: cannot take --expect 'docker': no such file\n"
                                + "hint: it is docker-default, current, or a copy of"
                                + " /proc/self/status");
        sealed.ctk("seal", "--expect=/etc/hostname", "nobody")
                .expectError(
                        125,
                        "ctk seal: cannot take --expect '/etc/hostname': it is no copy of"
                                + " /proc/self/status (there is no Groups)\n"
                                + "hint: docker run --entrypoint cat IMAGE /proc/self/status"
                                + " >FILE, with the options of the start");
    }

    @Test
    void anybodyButRoot() throws Exception {
        SealedMachine sealed = plain();
        String setpriv = Installed.assume("setpriv");
        Run run =
                sealed.machine()
                        .run(setpriv, "--reuid=77", "--clear-groups", Machine.CTK, "seal", "77");
        run.expectError(
                125,
                "ctk seal: cannot write '/etc/ctk/sealed' as uid 77\n"
                        + "hint: only root can seal: USER root stands before it in a Dockerfile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mkdir -m 777 /etc/ctk", "mkdir /x; ln -s /x /etc/ctk", "touch /etc/ctk"})
    void aDirectoryThatABadHandHasMade(String script) throws Exception {
        SealedMachine sealed = plain();
        sealed.machine().sh(script);
        Run run = sealed.ctk("seal", "--no-config", "nobody");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("'/etc/ctk'"), run.err());
    }

    // bin/ctk would ignore the whole file for such an entry.
    @Test
    void aProcessThatCannotBe() throws Exception {
        SealedMachine sealed = plain();
        String status = sealed.machine().sh("cat /proc/self/status");
        StringBuilder groups = new StringBuilder("Groups:\t");
        for (int i = 0; i <= 65_536; i++) {
            groups.append(i).append(' ');
        }
        expectNoCopy(sealed, status.replaceAll("Groups:.*", groups.toString()), "no process has");
        String uid = status.replaceAll("Uid:.*", "Uid:\t0\t4294967295\t0\t0");
        expectNoCopy(sealed, uid, "Uid cannot be '4294967295'");
        String set = status.replaceAll("CapBnd:.*", "CapBnd:\t-1");
        expectNoCopy(sealed, set, "CapBnd cannot be '-1'");
    }

    private static void expectNoCopy(SealedMachine sealed, String status, String cause)
            throws Exception {
        sealed.machine().write("/status", status);
        String start = "cannot take --expect '/status': it is no copy of /proc/self/status (";
        expect(sealed, start + cause, "--expect=/status", "nobody");
    }
}
