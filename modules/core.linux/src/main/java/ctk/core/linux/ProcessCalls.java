package ctk.core.linux;

import org.jspecify.annotations.Nullable;

/** Children of this process: clone(2), wait(2) and their kin, bound by process.c. */
final class ProcessCalls {

    static {
        Kernel.bindProcessCalls();
    }

    private ProcessCalls() {}

    /**
     * Start a program.
     *
     * @param decision the record that perform.h describes
     * @param argv what the decision's index of the command counts in
     * @param quoted the directory in error lines
     * @param ends becomes what to read its error line and its result from; that of the result is
     *     made only if it is not 0
     * @param place what the record {@link ChildPlace} holds, in its order
     * @return the process id, or -errno
     */
    static native int start(
            byte[] decision,
            byte[][] argv,
            byte[][] environment,
            byte @Nullable [] directory,
            byte[] quoted,
            int[] ends,
            int[] place);

    /** poll(2): return 1 if a read would not block, 0 when the time is over, or -errno. */
    static native int awaitInput(int descriptor, int milliseconds);

    /** Wait until a child ends, as long as this at most; sometimes less long. */
    static native void awaitChild(int milliseconds);

    /** Tell whether a child has ended (waitid(2), WNOWAIT), or is none. */
    static native boolean hasEnded(int pid);

    /**
     * waitpid(2): return the exit code, 128+n if signal n ended it, -EAGAIN if it has not ended, or
     * another -errno.
     */
    static native int reap(int pid);

    /** kill(2). */
    static native void signal(int pid, int number);

    /** Tell whether this process has children, be they dead. */
    static native boolean hasChildren();

    /** waitpid(2) for all children that have ended. */
    static native void reapAll();
}
