package ctk.core.linux;

/** This process, beside its {@link Credentials} and {@link Environment}. */
public final class CurrentProcess {

    private CurrentProcess() {}

    /**
     * Let no signal end ctk from now on: the caller asks {@link #endingSignal} often, and returns
     * soon after there is one. ctk then ends by it, whatever the command returns.
     */
    public static void holdEndingSignals() {
        Kernel.endingSignal();
    }

    /** Return the signal of TERM, INT, HUP and QUIT that was sent and has to end ctk, or 0. */
    public static int endingSignal() {
        return Math.max(Kernel.endingSignal(), 0);
    }

    /** Tell whether a descriptor is a terminal (isatty(3)). */
    public static boolean isTerminal(int descriptor) {
        return Kernel.isTerminal(descriptor);
    }

    /** Return the file mode creation mask (umask(2)). */
    public static int umask() {
        return Kernel.umask();
    }

    /**
     * Say whose fault it is if the VM ends from now on, by System.exit or Runtime.halt: ctk itself
     * calls neither.
     *
     * @param text an error line without ctk's name, and perhaps a hint below it; at most 4000 bytes
     *     are kept
     */
    public static void sayIfEnded(String text) {
        Kernel.sayIfEnded(ByteString.of(text).toBytes());
    }
}
