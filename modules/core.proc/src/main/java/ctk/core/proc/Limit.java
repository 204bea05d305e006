package ctk.core.proc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource limit of a process (proc_pid_limits(5), getrlimit(2)).
 *
 * @param name the kernel's words: {@code Max open files}
 * @param soft what holds: a number or {@code unlimited}
 * @param hard how far the process may raise it
 * @param unit {@code bytes}, or empty
 */
public record Limit(String name, String soft, String hard, String unit) {

    private static final int NAME = 26; // columns of fs/proc/base.c
    private static final int VALUE = 21;

    /**
     * Return those of a process, none if there is no such process.
     *
     * @throws ctk.core.linux.KernelException if they may not be read
     */
    public static List<Limit> of(int pid) throws IOException {
        String text = ProcFile.read("/proc/" + pid + "/limits");
        return text == null ? List.of() : parse(text);
    }

    static List<Limit> parse(String text) {
        List<Limit> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("Max ") && line.length() >= NAME + 2 * VALUE) {
                all.add(
                        new Limit(
                                line.substring(0, NAME).strip(),
                                line.substring(NAME, NAME + VALUE).strip(),
                                line.substring(NAME + VALUE, NAME + 2 * VALUE).strip(),
                                line.substring(NAME + 2 * VALUE).strip()));
            }
        }
        return all;
    }
}
