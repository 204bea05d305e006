package ctk.core.proc;

import ctk.core.linux.ByteString;
import ctk.core.linux.KernelException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An open descriptor of a process (proc_pid_fd(5), proc_pid_fdinfo(5)).
 *
 * @param number the descriptor
 * @param target a path, or what the kernel calls it: {@code socket:[4711]}
 * @param flags of open(2), as octal digits say them; -1 if they may not be read
 * @param position in bytes; -1 likewise
 */
public record OpenFile(int number, ByteString target, int flags, long position) {

    private static final int CLOSE_ON_EXEC = 02000000;
    private static final int ACCESS = 3;
    private static final int APPEND = 02000;
    private static final int NON_BLOCKING = 04000;
    private static final int PATH = 010000000;

    /**
     * Return those of a process, without those that are closed meanwhile.
     *
     * @throws KernelException if there is no such process, or they may not be listed
     */
    public static List<OpenFile> of(int pid) throws IOException {
        List<OpenFile> all = new ArrayList<>();
        for (int number : NumberedEntries.of("/proc/" + pid + "/fd")) {
            ByteString target = ProcFile.link("/proc/" + pid + "/fd/" + number);
            if (target != null) {
                all.add(parse(number, target, info(pid, number)));
            }
        }
        return all;
    }

    private static String info(int pid, int number) throws IOException {
        try {
            String info = ProcFile.read("/proc/" + pid + "/fdinfo/" + number);
            return info == null ? "" : info;
        } catch (KernelException e) {
            return ""; // its links may be read and this may not
        }
    }

    static OpenFile parse(int number, ByteString target, String info) {
        int flags = -1;
        long position = -1;
        for (String line : info.split("\n", -1)) {
            int tab = line.indexOf('\t');
            String value = tab < 0 ? "" : line.substring(tab + 1).strip();
            if (line.startsWith("flags:") && value.matches("[0-7]{1,10}")) {
                flags = Integer.parseInt(value, 8);
            } else if (line.startsWith("pos:")) {
                position = Numbers.decimal(value);
            }
        }
        return new OpenFile(number, target, flags, position);
    }

    /** Return what the flags allow, in short: {@code rw,append,cloexec}. */
    public String access() {
        if (flags < 0) {
            return "?";
        }
        StringBuilder text = new StringBuilder();
        if ((flags & PATH) != 0) {
            text.append("path");
        } else {
            text.append(List.of("r", "w", "rw", "-").get(flags & ACCESS));
        }
        text.append((flags & APPEND) != 0 ? ",append" : "");
        text.append((flags & NON_BLOCKING) != 0 ? ",nonblock" : "");
        text.append((flags & CLOSE_ON_EXEC) != 0 ? ",cloexec" : "");
        return text.toString();
    }
}
