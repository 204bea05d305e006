package ctk.cmd.shell.running;

import ctk.core.linux.JobCalls;

/** The terminal of an interactive shell, as something that jobs are given and take back. */
public final class Terminal {

    private final int descriptor;
    private final int group;
    private final int callers;
    private final int[] modes = new int[JobCalls.MODES];

    private Terminal(int descriptor, int group, int callers) {
        this.descriptor = descriptor;
        this.group = group;
        this.callers = callers;
        JobCalls.modes(descriptor, modes);
    }

    /** Take the terminal for the shell, which then leads a process group. */
    public static Terminal take(int descriptor) {
        int callers = JobCalls.group();
        int group = JobCalls.lead();
        boolean isControlling = group > 0 && JobCalls.setForeground(descriptor, group) == 0;
        return new Terminal(descriptor, isControlling ? group : -1, callers);
    }

    /** Tell whether there is job control: not where it is not the controlling terminal. */
    boolean hasJobControl() {
        return group > 0;
    }

    int descriptor() {
        return descriptor;
    }

    /** Give it to a job that goes on. */
    void give(Job job) {
        if (hasJobControl() && job.group() > 0) {
            JobCalls.setForeground(descriptor, job.group());
        }
    }

    /**
     * Take it back from a job.
     *
     * @param restore whether the job may have left it in a mode that nobody wants
     */
    void takeBack(boolean restore) {
        if (hasJobControl()) {
            JobCalls.setForeground(descriptor, group);
        }
        if (restore) {
            JobCalls.setModes(descriptor, modes);
        } else {
            JobCalls.modes(descriptor, modes);
        }
    }

    /** Leave it as it was found. */
    public void close() {
        if (hasJobControl() && callers != group) {
            JobCalls.setForeground(descriptor, callers);
        }
    }
}
