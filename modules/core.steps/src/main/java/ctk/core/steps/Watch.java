package ctk.core.steps;

import ctk.core.linux.CurrentProcess;

import org.jspecify.annotations.Nullable;

/** Watches the steps from another thread: their time, and signals that end ctk. */
final class Watch {

    /** Milliseconds between looks at signals. */
    private static final int CHECK = 20;

    /** Seconds that a step gets to end once it is told to: a program gets TERM, and KILL later. */
    private static final int GRACE = 7;

    private final StepThread steps;
    private final Reporter reporter;

    Watch(StepThread steps, Reporter reporter) {
        this.steps = steps;
        this.reporter = reporter;
    }

    /**
     * Run the steps to their end.
     *
     * @return the signal that ended them, or 0
     */
    int run() throws StepException {
        CurrentProcess.holdEndingSignals(); // from here on one ends the step at hand first
        Thread thread = new Thread(null, steps, "steps", StepThread.STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return watch(thread);
        } catch (InterruptedException e) {
            throw new StepException("interrupted", null, e);
        }
    }

    private int watch(Thread thread) throws StepException, InterruptedException {
        while (true) {
            thread.join(CHECK);
            boolean isOver = !thread.isAlive();
            int signal = CurrentProcess.endingSignal();
            Prepared step = steps.current;
            if (isOver && (signal == 0 || steps.failure == null)) {
                require();
                return signal;
            }
            if (signal != 0) { // or what it ended failed of it, as of the terminal's interrupt
                String id = stop(thread, step);
                reporter.warning(
                        "stopped by signal "
                                + signal
                                + (id.isEmpty() ? "" : " in step '" + id + "'"));
                return signal;
            }
            if (step != null && System.nanoTime() - steps.end >= 0) {
                String doing = steps.doing;
                stop(thread, step);
                String what = doing == null ? "" : doing + ": ";
                String after = what + "timed out after " + step.timeout() + " s";
                throw step.failed(after, steps.told(null), new IllegalStateException(after));
            }
        }
    }

    private void require() throws StepException {
        StepException failure = steps.failure;
        if (failure != null) {
            throw failure;
        }
        if (!steps.isDone) {
            throw new StepException("the steps ended early: out of memory", null);
        }
    }

    /** Tell the step to end, and wait for that as long as it is worth. */
    private static String stop(Thread thread, @Nullable Prepared step) throws InterruptedException {
        thread.interrupt();
        long end = System.nanoTime() + GRACE * 1_000_000_000L;
        while (thread.isAlive() && System.nanoTime() - end < 0) {
            thread.join(CHECK);
            CurrentProcess.endingSignal(); // the first thread would end ctk if nobody asked
        }
        return step == null ? "" : step.id();
    }
}
