package ctk.core.linux;

/** How much this process may use, and how it can confine itself; bound by privilege.c. */
public final class PrivilegeCalls {

    static {
        Kernel.bindPrivilegeCalls();
    }

    private PrivilegeCalls() {}

    /** Return the hard limit of a resource (getrlimit(2)); -1 if there is none. */
    public static native long hardLimit(int resource);

    /** Return the soft limit, likewise. */
    public static native long softLimit(int resource);

    /** Return the version of Landlock's ABI, or -errno if the kernel has none (landlock(7)). */
    public static native int landlockVersion();
}
