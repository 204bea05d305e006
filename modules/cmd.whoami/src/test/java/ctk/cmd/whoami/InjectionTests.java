package ctk.cmd.whoami;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InjectionTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0|6.2.0|false|dev.tty.legacy_tiocsti is 0",
                "1|6.18.1-x|true|dev.tty.legacy_tiocsti is 1",
                "-|6.1.0-13-amd64|true|Linux 6.1.0-13-amd64 lets everybody",
                "-|5.15.0|true|Linux 5.15.0 lets everybody",
                "-|6.2.0|-|cannot tell without /proc/sys/dev/tty/legacy_tiocsti",
                "-|10.1|-|cannot tell without /proc/sys/dev/tty/legacy_tiocsti",
                "-|6|-|cannot tell without /proc/sys/dev/tty/legacy_tiocsti",
                "-|x.y|-|cannot tell without /proc/sys/dev/tty/legacy_tiocsti",
                "-|''|-|cannot tell without /proc/sys/dev/tty/legacy_tiocsti",
            })
    void isAsTheKernelHasIt(String legacy, String release, Boolean isPossible, String why) {
        assertEquals(new Injection(isPossible, why), Injection.ofController(legacy, release));
    }
}
