package ctk.core.linux;

/**
 * What a shell asks of the kernel: streams, process groups, signals, its terminal. Bound by job.c.
 * Every call returns what the manual says, or -errno; nothing is thrown.
 */
public final class JobCalls {

    /** The length of what {@link #modes} fills: four sets of flags, 0, 32 control characters. */
    public static final int MODES = 37;

    /** Flags of {@link #open} (open(2)). */
    public static final int READ = 0;

    /** Write to it, from its beginning. */
    public static final int WRITE = 1;

    /** Read and write. */
    public static final int READ_WRITE = 2;

    /** Make the file if there is none. */
    public static final int CREATE = 0100;

    /** Empty the file. */
    public static final int TRUNCATE = 01000;

    /** Write at its end, wherever that is then. */
    public static final int APPEND = 02000;

    static {
        Kernel.bindJobCalls();
    }

    private JobCalls() {}

    /** chdir(2). */
    static native int changeDirectory(byte[] path);

    /** open(2), with O_CLOEXEC and O_NOCTTY; links are followed. */
    public static native int open(byte[] path, int flags, int mode);

    /** pipe2(2), with O_CLOEXEC. */
    public static native int pipe(int[] ends, boolean blocking);

    /** close(2). */
    public static int close(int file) {
        return Kernel.close(file);
    }

    /**
     * poll(2) of two descriptors; a negative one is left out.
     *
     * @param writing whether it is asked if {@code file} takes bytes, else if it has some
     * @param milliseconds at most; negative: for ever
     * @return bit 0 if {@code file} is ready, bit 1 if {@code other} has bytes, 0 if time is over
     */
    public static native int awaitEither(int file, boolean writing, int other, int milliseconds);

    /**
     * sigtimedwait(2).
     *
     * @param signals bit n-1 for signal n
     * @return the number of one that came, or 0
     */
    public static native int awaitSignal(long signals, int milliseconds);

    /**
     * waitpid(2) of any child that ended, stopped or went on.
     *
     * @param pid becomes its process id
     * @return 0 to 255: its exit code; 256+n: ended by signal n; 512+n: stopped by it; 1024: it
     *     goes on; -1: there is none
     */
    public static native int waitAny(int[] pid);

    /** kill(2); a negative id is that of a process group. */
    public static native int kill(int pid, int signal);

    /** tcgetpgrp(3). */
    public static native int foreground(int terminal);

    /** tcsetpgrp(3), from the background too. */
    public static native int setForeground(int terminal, int group);

    /** Lead a process group (setpgid(2)): return it. */
    public static native int lead();

    /** getpgrp(2). */
    public static native int group();

    /** getpid(2). */
    public static native int pid();

    /** tcgetattr(3): the flags and control characters of termios(3), in their order. */
    public static native int modes(int terminal, int[] modes);

    /** tcsetattr(3), when what was written is out; the speed stays. */
    public static native int setModes(int terminal, int[] modes);

    /** Return the size of a terminal: rows * 65536 + columns, each may be 0. */
    public static native int size(int terminal);

    /** Let no signal end ctk from now on: whoever calls this awaits them. */
    public static native void holdSignals();
}
