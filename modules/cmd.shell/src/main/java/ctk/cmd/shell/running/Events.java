package ctk.cmd.shell.running;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileCalls;
import ctk.core.linux.JobCalls;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

/**
 * The signals of the shell, taken by a thread of their own, and what wakes the thread that runs
 * lines. All signals are blocked in every thread (launcher.c).
 */
public final class Events {

    /** What came from outside. */
    public interface Listener {

        /** Ctrl-C, or kill -INT. */
        void interrupted();

        /** The terminal has another size. */
        void resized();

        /** The shell is to end: HUP or TERM. */
        void ending(int signal);
    }

    private static final int HUP = 1;
    private static final int INT = 2;
    private static final int QUIT = 3;
    private static final int TERM = 15;
    private static final int CHLD = 17;
    private static final int TSTP = 20;
    private static final int TTIN = 21;
    private static final int TTOU = 22;
    private static final int WINCH = 28;

    private static final int EVER = 1 << 30;
    private static final int SLICE = 100; // milliseconds

    private final int[] pipe = new int[2];
    private volatile @Nullable Listener listener;

    /** Take the signals from now on. */
    public Events() throws KernelException {
        int result = JobCalls.pipe(pipe, false);
        if (result < 0) {
            throw new KernelException("make", ByteString.of("a pipe"), -result);
        }
        JobCalls.holdSignals();
        Thread thread = new Thread(this::take, "signals");
        thread.setDaemon(true);
        thread.start();
    }

    /** Say whom to tell. */
    public void tell(Listener whom) {
        listener = whom;
    }

    private void take() {
        long set = 0;
        for (int each : new int[] {HUP, INT, QUIT, TERM, CHLD, TSTP, TTIN, TTOU, WINCH}) {
            set |= 1L << (each - 1);
        }
        for (; ; ) {
            int signal = JobCalls.awaitSignal(set, EVER);
            Listener now = listener;
            if (now != null) {
                tell(now, signal);
            }
            wake();
        }
    }

    private static void tell(Listener now, int signal) {
        switch (signal) {
            case INT -> now.interrupted();
            case WINCH -> now.resized();
            case HUP, TERM -> now.ending(signal);
            default -> {
                // CHLD only wakes; QUIT and the stops are for programs
            }
        }
    }

    /** Wake who waits. */
    void wake() {
        FileCalls.write(
                pipe[1], new byte[1], 0, 1); // when it is full there is something to wake by
    }

    /**
     * Wait for a signal, for a call of wake, or a little while: a kernel may tell of a stop early.
     */
    void await() {
        JobCalls.awaitEither(pipe[0], false, -1, SLICE);
        drain();
    }

    /**
     * Wait for bytes of a descriptor, a signal, or a call of wake.
     *
     * @param milliseconds at most; negative: for ever
     * @return whether there are bytes
     */
    public boolean awaitInput(int descriptor, int milliseconds) {
        int ready = JobCalls.awaitEither(descriptor, false, pipe[0], milliseconds);
        if ((ready & 2) != 0) {
            drain();
        }
        return ready < 0 || (ready & 1) != 0;
    }

    private void drain() {
        byte[] all = new byte[64];
        while (FileCalls.read(pipe[0], all, 0, all.length) == all.length) {
            continue;
        }
    }
}
