package ctk.it;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code bin/ctk} refuses, before anything of the VM runs. Needs root. */
@ParameterizedClass
@EnumSource(FakeInstallation.Build.class)
class LauncherRefusesIT {

    private static final StartState EMPTY = StartState.of("--env-clear");
    private static final StartState NOBODY = EMPTY.and("--groups=", "--gid=65534", "--uid=65534");
    private static final String DIFFER = "ctk: refused to run: real and effective ids differ";
    private static final String CAPABILITIES =
            "ctk: refused to run: the program has file capabilities";
    private static final String BIT =
            "ctk: refused to run: the program has a set-user-ID or set-group-ID bit";
    private static final String NO_VM =
            "ctk: cannot start lib/ctk-vm beside bin/ctk (link to bin/ctk, do not copy it): no such"
                    + " file or directory";

    private static final String CANNOT_RECORD = "ctk: cannot record the environment: ";

    private final FakeInstallation installation;

    LauncherRefusesIT(FakeInstallation.Build build) throws Exception {
        installation = FakeInstallation.create(build);
    }

    @ParameterizedTest
    @CsvSource({"u+s", "g+s", "ug+s"})
    void refusesSetIdBitsFromRoot(String mode) throws Exception {
        chmod(mode);
        refused(EMPTY, 125, BIT);
    }

    @ParameterizedTest
    @CsvSource({"u+s", "g+s", "ug+s"})
    void refusesSetIdBitsFromAnybody(String mode) throws Exception {
        chmod(mode);
        refused(NOBODY, 125, DIFFER);
    }

    /** The kernel ignores the bits then, but who installed ctk so has to learn it. */
    @Test
    void refusesSetIdBitsThatHaveNoEffect() throws Exception {
        chmod("u+s");
        refused(NOBODY.and("--no-new-privs"), 125, BIT);
    }

    @Test
    void refusesSetIdBitsBehindALink() throws Exception {
        chmod("u+s");
        Path link = Image.directory("elsewhere").resolve("ctk");
        Files.createSymbolicLink(link, installation.ctk());
        EMPTY.run(List.of(link.toString())).expectError(125, BIT);
    }

    @Test
    void refusesFileCapabilities() throws Exception {
        String setcap = Installed.assume("setcap");
        Run.of(List.of(setcap, "cap_setuid+ep", installation.ctk().toString())).expect(0);
        refused(NOBODY, 125, CAPABILITIES);
    }

    @Test
    void startsNothingIfTheVmProgramIsMissing() throws Exception {
        Files.delete(installation.home().resolve("lib/ctk-vm"));
        refused(EMPTY, 125, NO_VM);
        refused(EMPTY.and("--argv0=/usr/bin/gosu"), 1, NO_VM.replaceFirst("ctk", "error"));
        refused(EMPTY.and("--argv0=su-exec"), 1, NO_VM.replaceFirst("ctk", "error"));
    }

    @Test
    void startsNothingIfOnlyTheProgramWasCopied() throws Exception {
        Path copy = Files.copy(installation.ctk(), Image.directory("copy").resolve("ctk"));
        Run.of(List.of("chmod", "755", copy.toString())).expect(0);
        EMPTY.run(List.of(copy.toString())).expectError(125, NO_VM);
    }

    /** CAP_SYS_RESOURCE (24) would allow a pipe of any size. */
    @Test
    void startsNothingIfTheEnvironmentCannotBeRecorded() throws Exception {
        StartState large = EMPTY.and("--drop-cap=24", "--rlimit=fsize=100:100");
        for (int i = 0; i < 12; i++) {
            large = large.and("--env=V" + i + "=" + "x".repeat(100_000));
        }
        refused(large, 125, CANNOT_RECORD + "resource temporarily unavailable");
    }

    /** The libraries of the sanitizers could not be opened either. */
    @Test
    void startsNothingWithoutADescriptorToSpare() throws Exception {
        var image = FakeInstallation.create(FakeInstallation.Build.AS_IN_THE_IMAGE);
        EMPTY.and("--rlimit=nofile=3:3")
                .run(List.of(image.ctk().toString()))
                .expectError(125, CANNOT_RECORD + "too many open files");
    }

    private void chmod(String mode) throws Exception {
        Run.of(List.of("chmod", mode, installation.ctk().toString())).expect(0);
    }

    private void refused(StartState state, int code, String line) throws Exception {
        state.run(List.of(installation.ctk().toString(), "run", "nobody", "true"))
                .expectError(code, line);
        assertFalse(Files.exists(installation.home().resolve("dump")), "lib/ctk-vm was started");
    }
}
