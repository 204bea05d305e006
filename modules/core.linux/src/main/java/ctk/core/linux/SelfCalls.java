package ctk.core.linux;

/** What the kernel says of this process without /proc, bound by self.c. Failures are -errno. */
final class SelfCalls {

    static {
        Kernel.bindSelfCalls();
    }

    private SelfCalls() {}

    /** Fill in what {@link ProcessState} has, in its order. */
    static native void state(long[] facts);

    /**
     * Fill in what {@link StandardStream} has, in its order.
     *
     * @return 0, or -EBADF if the descriptor was not open when ctk was started
     */
    static native int descriptor(int descriptor, long[] facts);

    /** faccessat(2) with the effective ids: return 0, or -errno. */
    static native int access(byte[] path, int mode);

    /**
     * getcwd(2).
     *
     * @param path 4096 bytes
     * @return the length
     */
    static native int workingDirectory(byte[] path);

    /**
     * Read the kernel's release (uname(2)).
     *
     * @param text 65 bytes
     * @return the length
     */
    static native int release(byte[] text);

    /** Return the niceness of this process (getpriority(2)); 0 if that is denied. */
    static native int niceness();

    /** Tell whether /proc/self/setgroups says deny (user_namespaces(7)); without /proc, false. */
    static native boolean isSetGroupsDenied();

    /** Tell whether a seccomp filter forbids TIOCSTI (ioctl_tty(2)), whatever the terminal. */
    static native boolean isInjectionFiltered();
}
