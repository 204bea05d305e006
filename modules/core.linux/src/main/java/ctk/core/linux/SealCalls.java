package ctk.core.linux;

/** What a sealed start is bound to, and who may write it, bound by seal.c. */
public final class SealCalls {

    static {
        Kernel.bindSealCalls();
    }

    private SealCalls() {}

    /** Return the name of this build, which the launcher beside it bears too. */
    public static native byte[] buildId();

    /**
     * Lock a file or directory for this descriptor, until it is closed (flock(2)); do not wait.
     *
     * @return 0, or -errno: -EAGAIN if another has locked it
     */
    public static native int lock(int file);
}
