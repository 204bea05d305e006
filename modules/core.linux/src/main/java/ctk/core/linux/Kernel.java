package ctk.core.linux;

/**
 * The system calls of this module, bound by the VM program (kernel.c) before Java starts. Each
 * returns what the call returned, or errno as a negative number.
 */
final class Kernel {

    private Kernel() {}

    static native byte[][] environment();

    static native int open(byte[] path, int flags);

    static native int read(int descriptor, byte[] buffer, int offset, int length);

    static native int write(int descriptor, byte[] buffer, int offset, int length);

    static native int close(int descriptor);

    static native long[] credentials();
}
