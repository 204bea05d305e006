package ctk.core.linux;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The children of this process, of which not all need be ctk's: whoever executes ctk keeps its own,
 * and PID 1 is given those of every process that ended.
 */
public final class Children {

    private static final int STAT_ROOM = 512;

    private Children() {}

    /**
     * A child that runs.
     *
     * @param pid its process id
     * @param name of its program, of 15 bytes at most (proc(5), comm)
     */
    public record Running(int pid, ByteString name) {}

    /** Tell whether there is any child, be it dead. Before the first is started: of the caller. */
    public static boolean hasAny() {
        return ProcessCalls.hasChildren();
    }

    /**
     * Reap every child that has ended (wait(2)). Only where the caller left no child, which the
     * command would wait for, and while no {@link ChildProcess} is still to be waited for.
     */
    public static void reap() {
        ProcessCalls.reapAll();
    }

    /** Return the children that run, as far as /proc tells: none where it is not mounted. */
    public static List<Running> running() {
        List<Running> running = new ArrayList<>();
        String[] names = new File("/proc").list();
        byte[] self = stat("self");
        if (names == null || self.length == 0) {
            return running;
        }
        int parent = number(self, 0);
        for (String name : names) {
            byte[] stat = isNumber(name) ? stat(name) : new byte[0];
            int end = lastParenthesis(stat);
            // pid (comm) state ppid ...
            if (end < 0 || stat[end + 2] == 'Z' || stat[end + 2] == 'X') {
                continue;
            }
            if (number(stat, end + 4) == parent) {
                ByteString all = ByteString.of(stat);
                int start = all.indexOf('(', 0) + 1;
                running.add(new Running(number(stat, 0), all.slice(start, end)));
            }
        }
        return running;
    }

    /** Return the beginning of /proc/NAME/stat, or nothing if it is no more. */
    private static byte[] stat(String name) {
        try (FileInput in = FileInput.open(ByteString.of("/proc/" + name + "/stat"))) {
            return in == null ? new byte[0] : in.readNBytes(STAT_ROOM);
        } catch (IOException e) {
            return new byte[0]; // it ended meanwhile, or is hidden (proc(5), hidepid)
        }
    }

    private static boolean isNumber(String name) {
        return name.charAt(0) >= '1' && name.charAt(0) <= '9';
    }

    /** Return where the name ends, which may itself hold any byte, or -1. */
    private static int lastParenthesis(byte[] stat) {
        int at = stat.length - 5;
        while (at >= 0 && stat[at] != ')') {
            at--;
        }
        return at;
    }

    private static int number(byte[] text, int from) {
        int value = 0;
        for (int i = from; i < text.length && text[i] >= '0' && text[i] <= '9'; i++) {
            value = value * 10 + text[i] - '0';
        }
        return value;
    }
}
