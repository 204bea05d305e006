package ctk.core.linux;

/** The system calls of this module, bound by the VM program (kernel.c) before Java starts. */
final class Kernel {

    private Kernel() {}

    /** Return how many archives of class data the VM has mapped. */
    static native int archives();

    /** Return the strings of the environment of ctk's caller. */
    static native byte[][] environment();

    /** open(2), with O_CLOEXEC: return a descriptor, or -errno. */
    static native int open(byte[] path, int flags);

    /** read(2): return the count, 0 at the end, or -errno. */
    static native int read(int descriptor, byte[] buffer, int offset, int length);

    /** write(2): return the count, which may be less than length, or -errno. */
    static native int write(int descriptor, byte[] buffer, int offset, int length);

    /** close(2): return 0, or -errno. */
    static native int close(int descriptor);

    /**
     * Return nine facts and the supplementary groups, in the order of the record {@link
     * Credentials}, ids first; or one negative number, -errno.
     */
    static native long[] credentials();

    /**
     * Return the signal of TERM, INT, HUP and QUIT that waits and has to end ctk, 0 for none, or
     * -errno. From the first call on the VM program leaves it to Java to end.
     */
    static native int endingSignal();

    /** isatty(3). */
    static native boolean isTerminal(int descriptor);

    /** Return the file mode creation mask of umask(2). */
    static native int umask();

    /** Bind the methods of {@link DirectoryCalls}. */
    static native void bindDirectoryCalls();

    /** Bind the methods of {@link ProcessCalls}. */
    static native void bindProcessCalls();

    /** Keep a text for the case that the VM ends. */
    static native void sayIfEnded(byte[] text);

    /** Bind the methods of {@link PrivilegeCalls}. */
    static native void bindPrivilegeCalls();

    /** Bind the methods of {@link JobCalls}. */
    static native void bindJobCalls();

    /** Bind the methods of {@link FileCalls}. */
    static native void bindFileCalls();

    /** Bind the methods of {@link SealCalls}. */
    static native void bindSealCalls();

    /** Bind the methods of {@link SelfCalls}. */
    static native void bindSelfCalls();

    /** Bind the methods of {@link LookCalls}. */
    static native void bindLookCalls();
}
