package ctk.cmd.run;

import java.util.Locale;

/**
 * A BPF program for seccomp(2): ioctl(2) with TIOCSTI or TIOCLINUX fails with EPERM, on every ABI
 * of the machine. Only the lower half of the request is compared, as the kernel does, which drops
 * the upper one.
 */
final class TerminalFilter {

    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int RETURN = 0x06;

    // offsets in struct seccomp_data
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int REQUEST = 24; // args[1], its lower half

    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541c;
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x00050001;
    private static final int KILL = 0x80000000;
    private static final int X32 = 0x40000000;

    private TerminalFilter() {}

    /** Return the program for this machine. */
    static byte[] program() {
        boolean isArm =
                System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64");
        return isArm ? ofArm() : ofX86();
    }

    static byte[] ofX86() {
        int[][] program = {
            {LOAD, 0, 0, ARCHITECTURE},
            {JUMP_IF_EQUAL, 6, 0, 0x40000003}, // AUDIT_ARCH_I386: to 8
            {JUMP_IF_EQUAL, 0, 11, 0xc000003e}, // AUDIT_ARCH_X86_64; nothing else: to 14
            {LOAD, 0, 0, NUMBER},
            {JUMP_IF_EQUAL, 5, 0, 16},
            {JUMP_IF_EQUAL, 4, 0, X32 | 514},
            {JUMP_IF_EQUAL, 3, 0, X32 | 16}, // kernels before 5.4 took it too
            {RETURN, 0, 0, ALLOW},
            {LOAD, 0, 0, NUMBER},
            {JUMP_IF_EQUAL, 0, 3, 54},
            {LOAD, 0, 0, REQUEST},
            {JUMP_IF_EQUAL, 3, 0, TIOCSTI},
            {JUMP_IF_EQUAL, 2, 0, TIOCLINUX},
            {RETURN, 0, 0, ALLOW},
            {RETURN, 0, 0, KILL},
            {RETURN, 0, 0, EPERM},
        };
        return encode(program);
    }

    static byte[] ofArm() {
        int[][] program = {
            {LOAD, 0, 0, ARCHITECTURE},
            {JUMP_IF_EQUAL, 3, 0, 0x40000028}, // AUDIT_ARCH_ARM: to 5
            {JUMP_IF_EQUAL, 0, 8, 0xc00000b7}, // AUDIT_ARCH_AARCH64
            {LOAD, 0, 0, NUMBER},
            {JUMP_IF_EQUAL, 2, 5, 29},
            {LOAD, 0, 0, NUMBER},
            {JUMP_IF_EQUAL, 0, 3, 54},
            {LOAD, 0, 0, REQUEST},
            {JUMP_IF_EQUAL, 3, 0, TIOCSTI},
            {JUMP_IF_EQUAL, 2, 0, TIOCLINUX},
            {RETURN, 0, 0, ALLOW},
            {RETURN, 0, 0, KILL},
            {RETURN, 0, 0, EPERM},
        };
        return encode(program);
    }

    /** As struct sock_filter: u16 code, u8 jt, u8 jf, u32 k. */
    private static byte[] encode(int[][] program) {
        byte[] bytes = new byte[program.length * 8];
        for (int i = 0; i < program.length; i++) {
            int[] one = program[i];
            bytes[8 * i] = (byte) one[0];
            bytes[8 * i + 2] = (byte) one[1];
            bytes[8 * i + 3] = (byte) one[2];
            for (int n = 0; n < 4; n++) {
                bytes[8 * i + 4 + n] = (byte) (one[3] >>> (8 * n));
            }
        }
        return bytes;
    }
}
