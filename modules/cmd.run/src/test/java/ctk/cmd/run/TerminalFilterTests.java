package ctk.cmd.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel's interpreter makes of the programs, on ABIs that the kernel of the tests may not
 * have: this one knows the three instructions that they consist of.
 */
class TerminalFilterTests {

    private static final long ALLOW = 0x7fff0000L;
    private static final long EPERM = 0x00050001L;
    private static final long KILL = 0x80000000L;

    private static final String X86_64 = "c000003e";
    private static final String I386 = "40000003";
    private static final String AARCH64 = "c00000b7";
    private static final String ARM = "40000028";

    /** Architecture, number of the call, its second argument (all in hexadecimal), the answer. */
    @ParameterizedTest
    @CsvSource({
        // ioctl, TIOCSTI and TIOCLINUX, whatever the upper half holds
        X86_64 + ", 10, 5412, EPERM",
        X86_64 + ", 10, 541c, EPERM",
        X86_64 + ", 10, dead00005412, EPERM",
        X86_64 + ", 10, ffffffff0000541c, EPERM",
        X86_64 + ", 40000202, 5412, EPERM",
        X86_64 + ", 40000202, 10000541c, EPERM",
        X86_64 + ", 40000010, 5412, EPERM",
        I386 + ", 36, 5412, EPERM",
        I386 + ", 36, 541c, EPERM",
        I386 + ", 36, dead00005412, EPERM",
        // other requests: TCGETS, TIOCSWINSZ, TIOCSPGRP, and one that has TIOCSTI in its upper half
        X86_64 + ", 10, 5401, ALLOW",
        X86_64 + ", 10, 5414, ALLOW",
        X86_64 + ", 10, 5410, ALLOW",
        X86_64 + ", 10, 541200005401, ALLOW",
        X86_64 + ", 40000202, 5414, ALLOW",
        I386 + ", 36, 5414, ALLOW",
        // other calls with such an argument, among them those whose number is ioctl's elsewhere
        X86_64 + ", 1, 5412, ALLOW",
        X86_64 + ", 36, 5412, ALLOW",
        X86_64 + ", 1d, 5412, ALLOW",
        I386 + ", 10, 5412, ALLOW",
        X86_64 + ", 40000001, 5412, ALLOW",
        // no ABI of this machine
        AARCH64 + ", 1d, 5412, KILL",
        "0, 0, 0, KILL",
    })
    void answersOnX86(String architecture, String number, String argument, String answer) {
        assertAnswer(TerminalFilter.ofX86(), architecture, number, argument, answer);
    }

    @ParameterizedTest
    @CsvSource({
        AARCH64 + ", 1d, 5412, EPERM",
        AARCH64 + ", 1d, 541c, EPERM",
        AARCH64 + ", 1d, dead00005412, EPERM",
        ARM + ", 36, 5412, EPERM",
        ARM + ", 36, 541c, EPERM",
        AARCH64 + ", 1d, 5414, ALLOW",
        AARCH64 + ", 36, 5412, ALLOW",
        ARM + ", 1d, 5412, ALLOW",
        ARM + ", 36, 5410, ALLOW",
        X86_64 + ", 10, 5412, KILL",
    })
    void answersOnArm(String architecture, String number, String argument, String answer) {
        assertAnswer(TerminalFilter.ofArm(), architecture, number, argument, answer);
    }

    @Test
    void everyRequestButTwoIsAllowed() {
        int refused = 0;
        for (int request = 0; request < 0x10000; request++) {
            if (run(TerminalFilter.ofX86(), 0xc000003e, 16, request) != ALLOW) {
                refused++;
            }
        }
        assertEquals(2, refused);
    }

    private static void assertAnswer(
            byte[] program, String architecture, String number, String argument, String answer) {
        long expected = answer.equals("ALLOW") ? ALLOW : answer.equals("EPERM") ? EPERM : KILL;
        int arch = Integer.parseUnsignedInt(architecture, 16);
        int call = Integer.parseUnsignedInt(number, 16);
        assertEquals(expected, run(program, arch, call, Long.parseUnsignedLong(argument, 16)));
    }

    /** Run a program on the struct seccomp_data (seccomp(2)) of a call. */
    private static long run(byte[] program, int architecture, int number, long argument) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, number).putInt(4, architecture).putLong(24, argument);
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int loaded = 0;
        for (int at = 0; ; at++) {
            int k = code.getInt(8 * at + 4);
            switch (code.getShort(8 * at)) {
                case 0x20 -> loaded = data.getInt(k);
                case 0x15 -> at += code.get(8 * at + (loaded == k ? 2 : 3));
                case 0x06 -> {
                    return Integer.toUnsignedLong(k);
                }
                default -> throw new IllegalStateException("instruction " + at);
            }
        }
    }
}
