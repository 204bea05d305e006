package ctk.core.proc;

import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The processes of this PID namespace, as far as /proc shows them (proc(5), hidepid). */
public final class Processes {

    /** Where bin/ctk names the program to the loader (launcher.c). */
    private static final int PROGRAM = 6;

    private static final int LONGEST_LINE = 4096;

    private Processes() {}

    /**
     * Return the ids of all, in ascending order.
     *
     * @throws KernelException if nothing is mounted on /proc
     */
    public static List<Integer> ids() throws KernelException {
        List<Integer> ids = NumberedEntries.of("/proc");
        if (ids.isEmpty()) {
            throw ProcFile.missing("/proc/self");
        }
        return ids;
    }

    /**
     * Return the id of this process, as /proc counts.
     *
     * @throws KernelException if nothing is mounted on /proc
     */
    public static int self() throws KernelException {
        ByteString target = ProcFile.link("/proc/self");
        int pid = target == null ? -1 : target.decimal(Integer.MAX_VALUE);
        if (pid < 0) {
            throw ProcFile.missing("/proc/self");
        }
        return pid;
    }

    /**
     * Return the status of all, by ascending id, without those that end meanwhile or that may not
     * be read.
     *
     * @throws KernelException if nothing is mounted on /proc
     */
    public static List<ProcessStatus> all() throws IOException {
        List<ProcessStatus> all = new ArrayList<>();
        for (int pid : ids()) {
            try {
                ProcessStatus status = find(pid);
                if (status != null) {
                    all.add(status);
                }
            } catch (KernelException e) {
                if (e.errno() != Errno.EACCES && e.errno() != Errno.EPERM) {
                    throw e;
                }
            }
        }
        return all;
    }

    /**
     * Return the status of one, or null if there is none of that id, or none that is shown.
     *
     * @throws KernelException if it may not be read
     */
    public static @Nullable ProcessStatus find(int pid) throws IOException {
        String text = ProcFile.read("/proc/" + pid + "/status");
        return text == null || text.isEmpty() ? null : StatusParser.parse(pid, text);
    }

    /**
     * Return the arguments of a process, which it can set to anything, up to 4096 bytes; none for a
     * thread of the kernel, a process that has ended, and one that may not be read.
     */
    public static List<ByteString> arguments(int pid) throws IOException {
        try {
            String text = ProcFile.read("/proc/" + pid + "/cmdline", LONGEST_LINE);
            return text == null ? List.of() : withoutLoader(split(text));
        } catch (KernelException e) {
            return List.of();
        }
    }

    /** Of a program that ld.so(8) was told to start, as bin/ctk tells it: those of the program. */
    static List<ByteString> withoutLoader(List<ByteString> all) {
        if (all.size() <= PROGRAM
                || !all.get(1).equals(ByteString.of("--inhibit-cache"))
                || !all.get(2).equals(ByteString.of("--argv0"))
                || !all.get(4).equals(ByteString.of("--library-path"))) {
            return all;
        }
        List<ByteString> own = new ArrayList<>(List.of(all.get(3)));
        own.addAll(all.subList(PROGRAM + 1, all.size()));
        return own;
    }

    /** Split at NUL, with which the last ends too unless it was cut off or overwritten. */
    static List<ByteString> split(String text) {
        List<ByteString> all = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int nul = text.indexOf('\0', from);
            int end = nul < 0 ? text.length() : nul;
            all.add(ProcFile.bytes(text.substring(from, end)));
            from = end + 1;
        }
        return all;
    }
}
