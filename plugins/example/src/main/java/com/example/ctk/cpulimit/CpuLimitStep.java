package com.example.ctk.cpulimit;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;
import ctk.core.setup.Text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells the command how many processors its container may use: some runtimes count those of the
 * machine, and start too many threads. A variable that is set stays as it is.
 */
public final class CpuLimitStep implements SetupStep {

    private static final int MOST_BYTES = 4096;

    /** For the service loader. */
    public CpuLimitStep() {}

    @Override
    public String summary() {
        return "set a variable to the number of processors that the container may use";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.required("variable", Key.Type.STRING, "Its name, such as GOMAXPROCS."),
                Key.optional(
                        "file",
                        Key.Type.PATH,
                        "/sys/fs/cgroup/cpu.max",
                        "Where the limit stands: quota and period, as in cgroups version 2. If it"
                                + " is missing there is no limit."));
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        String name = settings.string("variable");
        if (name.indexOf('=') >= 0) {
            throw settings.refuse("variable", Text.quote(name) + " is no name of a variable");
        }
        if (context.environment().bytes(name) != null) {
            return List.of(new SetVariable(name, 0, false));
        }
        String path = settings.string("file");
        FileStatus status = context.files().status(path);
        if (status == null) {
            return List.of();
        }
        byte[] limit = context.files().read(path, MOST_BYTES);
        long processors = processors(new String(limit, StandardCharsets.US_ASCII).strip());
        if (processors < 0) {
            throw settings.refuse("file", Text.quote(path) + " does not hold a quota and a period");
        }
        return processors == 0 ? List.of() : List.of(new SetVariable(name, processors, true));
    }

    /** Return the number of processors, part of one counting as one; 0: no limit, -1: malformed. */
    static long processors(String limit) {
        int space = limit.indexOf(' ');
        if (space < 0) {
            return -1;
        }
        if (limit.startsWith("max ")) {
            return 0;
        }
        try {
            long quota = Long.parseLong(limit.substring(0, space));
            long period = Long.parseLong(limit.substring(space + 1));
            return quota > 0 && period > 0 ? Math.ceilDiv(quota, period) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
