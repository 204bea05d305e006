package ctk.it;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is done to a command's files at one of its system calls, while the thread that
 * makes the call stands still: see src/test/native/step.c. Should the command not come there, its
 * exit code becomes 98.
 *
 * @param when before or after
 * @param call openat, getdents64, statx or fchownat
 * @param name the last component of the path that the call is about
 * @param action what is done, a script of sh
 */
record Step(String when, String call, String name, String action) {

    /** Return what runs a command with this step. */
    String[] command(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(Image.program("step")));
        all.addAll(List.of(when, call, name, action, "--"));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }
}
