package ctk.cmd.whoami;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class CapabilitySetTests {

    private static final long KNOWN = (1L << 41) - 1;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|none|false",
                "1ffffffffff|all|true",
                "1ffffffdfff|all but net_raw|true",
                "a80425fb|Docker default set|false",
                "a80405fb|Docker default set but net_raw|false",
                "a80435fb|Docker default set and net_admin|true",
                "1|chown|false",
                "200000|sys_admin|true",
                "3|chown, dac_override|false",
                "a82405fa|dac_override, fowner, fsetid, kill, setgid, setuid, setpcap,"
                        + " net_bind_service, sys_chroot, sys_admin, mknod, audit_write,"
                        + " setfcap|true",
            })
    void saysItInTheFewestWords(String bits, String words, boolean exceeds) {
        CapabilitySet set = new CapabilitySet(Long.parseLong(bits, 16), KNOWN);
        assertEquals(words, set.words());
        assertEquals(exceeds, set.exceedsDocker());
    }

    @Test
    void numbersWhatHasNoName() {
        CapabilitySet set = new CapabilitySet(1L << 41 | 1L << 63, -1);
        assertEquals(List.of("41", "63"), set.names());
        assertEquals("all", new CapabilitySet(-1, -1).words());
    }
}
