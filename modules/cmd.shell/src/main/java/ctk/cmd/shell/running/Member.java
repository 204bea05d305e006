package ctk.cmd.shell.running;

import org.jspecify.annotations.Nullable;

/** One command of a job: a program, or a built-in on a thread of its own. */
final class Member {

    /** It has not ended. */
    static final int RUNS = -1;

    private static final int SIGNALLED = 256;
    private static final int STOPPED = 512;
    private static final int CONTINUED = 1024;

    private final int pid;
    private final @Nullable Thread thread;
    private volatile int code = RUNS;
    private volatile boolean isStopped;
    private int signal;

    private Member(int pid, @Nullable Thread thread) {
        this.pid = pid;
        this.thread = thread;
    }

    static Member program(int pid) {
        return new Member(pid, null);
    }

    static Member builtin(Thread thread) {
        return new Member(-1, thread);
    }

    /** A command that could not be started. */
    static Member failed(int code) {
        Member member = new Member(-1, null);
        member.code = code;
        return member;
    }

    int pid() {
        return pid;
    }

    int code() {
        return code;
    }

    /** Return the signal that ended it, or 0. */
    int signal() {
        return signal;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** Take note of what waitAny said. */
    void change(int state) {
        isStopped = state >= STOPPED && state < CONTINUED;
        if (state < SIGNALLED) {
            code = state;
        } else if (state < STOPPED) {
            signal = state - SIGNALLED;
            code = 128 + signal;
        }
    }

    void end(int exitCode) {
        code = exitCode;
    }

    void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    void start() {
        if (thread != null) {
            thread.start();
        }
    }
}
