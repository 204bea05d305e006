package ctk.core.linux;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * A program that runs beside ctk. It becomes who its decision says, by the same performer as the
 * command, and has the streams, descriptors, signal mask and ignored signals of ctk's caller; not
 * its parent-death signal. Every wait ends soon after {@link Thread#interrupt} with
 * InterruptedException; the program runs on then.
 */
public final class ChildProcess {

    /** Milliseconds of a wait in native code, where an interrupt does not reach. */
    private static final int SLICE = 50;

    private static final long NANOSECONDS = 1_000_000; // of a millisecond
    private static final int MOST_OF_A_LINE = 65536;
    private static final ByteString NAME = ByteString.of("ctk");

    private final int pid;
    private final int errors;
    private final int result;
    private int code = -Errno.EAGAIN;

    private ChildProcess(int pid, int errors, int result) {
        this.pid = pid;
        this.errors = errors;
        this.result = result;
    }

    /**
     * Start a program.
     *
     * @param decision the record of a decision whose index of the command is 1
     * @param program its path or name, then its arguments
     * @param environment what the edits of the decision are applied to
     * @param directory to run in, entered as who ctk is, or null for ctk's
     * @param hasResult whether descriptor 3 is a pipe to {@link #result}
     * @return the program, which may yet turn out not to be executable: {@link #failure}
     * @throws KernelException if there can be no process, or a string holds a NUL
     */
    public static ChildProcess start(
            byte[] decision,
            ByteString[] program,
            ByteString[] environment,
            @Nullable ByteString directory,
            boolean hasResult)
            throws KernelException {
        return start(decision, program, environment, directory, hasResult, ChildPlace.BESIDE);
    }

    /** Start a program at a place of its own. Whoever asks for one waits for it by JobCalls. */
    public static ChildProcess start(
            byte[] decision, ByteString[] program, ByteString[] environment, ChildPlace place)
            throws KernelException {
        return start(decision, program, environment, null, false, place);
    }

    private static ChildProcess start(
            byte[] decision,
            ByteString[] program,
            ByteString[] environment,
            @Nullable ByteString directory,
            boolean hasResult,
            ChildPlace place)
            throws KernelException {
        int[] ends = {0, hasResult ? 1 : 0};
        int pid =
                ProcessCalls.start(
                        decision,
                        argv(program),
                        bytes(environment),
                        directory == null ? null : directory.toBytes(),
                        ByteString.of(directory == null ? "" : directory.quoted()).toBytes(),
                        ends,
                        place.numbers());
        if (pid < 0) {
            throw new KernelException("start", program[0], -pid);
        }
        return new ChildProcess(pid, ends[0], hasResult ? ends[1] : -1);
    }

    private static byte[][] argv(ByteString[] program) {
        byte[][] argv = new byte[program.length + 1][];
        argv[0] = NAME.toBytes();
        for (int i = 0; i < program.length; i++) {
            argv[i + 1] = program[i].toBytes();
        }
        return argv;
    }

    private static byte[][] bytes(ByteString[] strings) {
        byte[][] all = new byte[strings.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = strings[i].toBytes();
        }
        return all;
    }

    /** Return its process id. */
    public int pid() {
        return pid;
    }

    /**
     * Wait until the program is executed or cannot be. To be called once, and first.
     *
     * @return the error line, which {@link #await}'s exit code 125, 126 or 127 belongs to; null if
     *     the program runs, or a signal ended the process before
     */
    public @Nullable String failure() throws KernelException, InterruptedException {
        byte[] line = new ChildOutput(errors, MOST_OF_A_LINE).readAll(-1, SLICE);
        int length = line.length;
        if (length > 0 && line[length - 1] == '\n') {
            length--;
        }
        return length == 0 ? null : new String(line, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Read what the program writes to descriptor 3, until it and all that it left running have
     * closed that, or it has ended. To be called once, between {@link #failure} and {@link #await}.
     *
     * @param most the number of bytes that are kept; more are read, and dropped
     * @return the bytes, of which there are {@code most} + 1 if there were more
     */
    public byte[] result(int most) throws KernelException, InterruptedException {
        return new ChildOutput(result, most + 1).readAll(pid, SLICE);
    }

    /**
     * Wait until the program ends.
     *
     * @return its exit code, 128+n if signal n ended it
     * @throws KernelException if another has waited for it
     */
    public int await() throws KernelException, InterruptedException {
        boolean ended = false;
        while (!ended) {
            ended = endsWithin(SLICE);
        }
        return code;
    }

    /** Wait so many milliseconds at most; tell whether the program has ended. */
    public boolean endsWithin(int milliseconds) throws KernelException, InterruptedException {
        long end = System.nanoTime() + milliseconds * NANOSECONDS;
        while (!hasEnded()) {
            long left = (end - System.nanoTime() + NANOSECONDS - 1) / NANOSECONDS;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (left <= 0) {
                return false;
            }
            ProcessCalls.awaitChild((int) Math.min(left, SLICE));
        }
        return true;
    }

    private synchronized boolean hasEnded() throws KernelException {
        if (code == -Errno.EAGAIN) {
            code = ProcessCalls.reap(pid);
        }
        if (code < 0 && code != -Errno.EAGAIN) {
            throw new KernelException("wait for", ByteString.of(Integer.toString(pid)), -code);
        }
        return code >= 0;
    }

    /** Send a signal to the program (kill(2)), unless {@link #await} has seen its end. */
    public synchronized void signal(int number) {
        if (code == -Errno.EAGAIN) {
            ProcessCalls.signal(pid, number);
        }
    }
}
