package ctk.cmd.shell.terminal;

import ctk.cmd.shell.running.Shell;
import ctk.core.linux.FileCalls;
import ctk.core.linux.JobCalls;

import org.jline.utils.NonBlockingInputStream;

import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * The keys, one byte at a time and none read ahead: what is typed for a program is left to it.
 * While nobody types, children that ended are reaped.
 */
final class KeyInput extends NonBlockingInputStream {

    private static final int NONE = -3;
    private static final int SLICE = 50;
    private static final long NANOSECONDS = 1_000_000; // of a millisecond

    private final Shell shell;
    private final Thread owner;
    private int peeked = NONE;

    KeyInput(Shell shell) {
        this.shell = shell;
        owner = Thread.currentThread();
    }

    @Override
    public int read(long timeout, boolean isPeek) throws IOException {
        if (peeked == NONE) {
            int key = await(timeout) ? key() : READ_EXPIRED;
            if (key == READ_EXPIRED || !isPeek) {
                return key;
            }
            peeked = key;
        }
        int key = peeked;
        peeked = isPeek ? peeked : NONE;
        return key;
    }

    @Override
    public int readBuffered(byte[] bytes, int offset, int length, long timeout) throws IOException {
        int key = read(timeout, false);
        if (key < 0) {
            return key;
        }
        bytes[offset] = (byte) key;
        return 1;
    }

    private static int key() {
        byte[] one = new byte[1];
        int count = FileCalls.read(0, one, 0, 1);
        return count == 1 ? one[0] & 0xff : EOF;
    }

    /** Wait for a key, at most so many milliseconds; 0: for ever. */
    private boolean await(long timeout) throws IOException {
        long end = System.nanoTime() + timeout * NANOSECONDS;
        for (; ; ) {
            if (Thread.interrupted()) {
                throw new InterruptedIOException();
            }
            long left = (end - System.nanoTime() + NANOSECONDS - 1) / NANOSECONDS;
            if (timeout > 0 && left <= 0) {
                return false;
            }
            int most = timeout > 0 ? (int) Math.min(left, Integer.MAX_VALUE) : -1;
            if (awaitOnce(most)) {
                return true;
            }
        }
    }

    private boolean awaitOnce(int most) {
        if (!Thread.currentThread()
                .equals(owner)) { // a pager in a pipe: the events are for the owner
            int slice = most < 0 ? SLICE : Math.min(most, SLICE);
            return JobCalls.awaitEither(0, false, -1, slice) != 0;
        }
        boolean isThere = shell.events().awaitInput(0, most);
        shell.jobs().reap();
        return isThere;
    }
}
