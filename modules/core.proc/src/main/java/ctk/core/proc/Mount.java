package ctk.core.proc;

import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A mount of this mount namespace (proc_pid_mountinfo(5)).
 *
 * @param id the kernel's number for it
 * @param parent that of the mount it lies on
 * @param root the directory of the file system that is seen at the mount point
 * @param point where it is seen
 * @param options of this mount: {@code ro,nosuid}
 * @param propagation {@code shared:1 master:2}, or empty
 * @param type of the file system
 * @param source what is mounted, as whoever mounted it said
 * @param superOptions of the file system
 */
public record Mount(
        int id,
        int parent,
        ByteString root,
        ByteString point,
        ByteString options,
        ByteString propagation,
        ByteString type,
        ByteString source,
        ByteString superOptions) {

    private static final int FIXED = 6;

    /**
     * Return all, in the order in which they were mounted.
     *
     * @throws ctk.core.linux.KernelException if nothing is mounted on /proc
     */
    public static List<Mount> all() throws IOException {
        String path = "/proc/self/mountinfo";
        String text = ProcFile.read(path);
        if (text == null) {
            throw ProcFile.missing(path);
        }
        return parse(text);
    }

    static List<Mount> parse(String text) {
        List<Mount> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            int separator = FIXED;
            while (separator < fields.length && !fields[separator].equals("-")) {
                separator++;
            }
            if (separator + 3 < fields.length) {
                all.add(mount(fields, separator));
            }
        }
        return all;
    }

    private static Mount mount(String[] fields, int separator) {
        List<String> propagation = List.of(fields).subList(FIXED, separator);
        return new Mount(
                (int) Numbers.decimal(fields[0]),
                (int) Numbers.decimal(fields[1]),
                unescape(fields[3]),
                unescape(fields[4]),
                unescape(fields[5]),
                unescape(String.join(" ", propagation)),
                unescape(fields[separator + 1]),
                unescape(fields[separator + 2]),
                unescape(fields[separator + 3]));
    }

    /** The kernel writes blank, tab, newline, backslash and hash as {@code \} and three digits. */
    private static ByteString unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean isEscape =
                    text.charAt(i) == '\\'
                            && i + 4 <= text.length()
                            && text.substring(i + 1, i + 4).matches("[0-3][0-7][0-7]");
            if (isEscape) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return ProcFile.bytes(plain.toString());
    }
}
