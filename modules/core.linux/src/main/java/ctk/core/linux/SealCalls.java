package ctk.core.linux;

/** What a sealed start is bound to, bound by seal.c. */
public final class SealCalls {

    static {
        Kernel.bindSealCalls();
    }

    private SealCalls() {}

    /** Return the name of this build, which the launcher beside it bears too. */
    public static native byte[] buildId();
}
