package ctk.cmd.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.CommandException;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Objects;

/**
 * What is denied by kernels of each version of Landlock's ABI. Paths are those of RunPrivilegesIT.
 */
class LandlockTests {

    private static final String BEST_EFFORT = "--landlock-best-effort";

    /** Versions 4 and 6 brought nothing for files; those to come are taken as the newest here. */
    @ParameterizedTest
    @CsvSource({"1, 13", "2, 14", "3, 15", "4, 15", "5, 16", "6, 16", "7, 16", "99, 16"})
    void deniesAllThatTheVersionKnows(int version, int bits) throws Exception {
        for (String effort : new String[] {"--no-new-privs", BEST_EFFORT}) {
            Setting setting = of(version, "--landlock-access=fs", effort);
            assertEquals((1L << bits) - 1, number(setting));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, refer", "2, truncate", "4, ioctl-dev"})
    void refusesWhatTheVersionDoesNotKnow(int version, String access) throws Exception {
        String option = "--landlock-access=fs:read-file," + access;
        CommandException e = assertThrows(CommandException.class, () -> of(version, option));
        assertEquals(
                "cannot take --landlock-access 'fs:read-file,"
                        + access
                        + "': the kernel's Landlock cannot deny "
                        + access,
                e.getMessage());
        assertEquals("--landlock-best-effort does without", e.hint());
        assertEquals(4, number(of(version, option, BEST_EFFORT)));
        assertNull(of(version, "--landlock-access=fs:" + access, BEST_EFFORT));
    }

    /** -95 is EOPNOTSUPP, where it is turned off, and -38 ENOSYS. */
    @ParameterizedTest
    @ValueSource(ints = {-95, -38, 0})
    void doesWithoutLandlockOnlyIfThatIsAskedFor(int version) throws Exception {
        CommandException e =
                assertThrows(CommandException.class, () -> of(version, "--landlock-access=fs"));
        assertEquals(
                "cannot restrict by Landlock: the kernel has none, or has it turned off",
                e.getMessage());
        assertNull(of(version, "--landlock-access=fs", BEST_EFFORT));
    }

    @Test
    void addsUpWhatIsDenied() throws Exception {
        Setting setting = of(5, "--landlock-access=fs:execute", "--landlock-access=fs:make-sym");
        assertEquals(1 | (1 << 12), number(setting));
        assertEquals("execute,make-sym denied", Objects.requireNonNull(setting).text());
    }

    private static @Nullable Setting of(int version, String... line) throws CommandException {
        ByteString[] argv = new ByteString[line.length];
        for (int i = 0; i < line.length; i++) {
            argv[i] = ByteString.of(line[i]);
        }
        return Landlock.of(ArgumentReader.read(RunOptions.TABLE, argv, 0), version);
    }

    private static long number(@Nullable Setting setting) {
        byte[] payload = Objects.requireNonNull(setting).payload();
        long number = 0;
        for (int i = 7; i >= 0; i--) {
            number = (number << 8) | (payload[i] & 0xff);
        }
        return number;
    }
}
