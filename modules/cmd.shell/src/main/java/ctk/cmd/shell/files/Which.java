package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;
import ctk.core.linux.LookCalls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code which}. */
public final class Which extends Described {

    private static final ByteString HERE = ByteString.of(".");

    /** One for all calls. */
    public Which() {
        super(
                "which",
                "[-a] NAME...",
                "tell what a name runs: a built-in, or a program in PATH",
                Operand.COMMAND,
                "-a  all of that name, not only the first");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        int code = 0;
        ByteString path = call.shell().variables().get("PATH");
        try (Printer out = new Printer(call)) {
            for (ByteString name : flags.atLeast(1, "give a name")) {
                String meaning = call.shell().meaning(name);
                boolean found = meaning != null;
                if (meaning != null) {
                    out.name(name).text(": " + meaning).line();
                    if (!flags.has('a')) {
                        continue;
                    }
                }
                for (ByteString candidate : candidates(name, path)) {
                    if (isProgram(candidate)) {
                        found = true;
                        out.name(candidate).line();
                        if (!flags.has('a')) {
                            break;
                        }
                    }
                }
                code = found ? code : 1;
            }
        }
        return code;
    }

    private static List<ByteString> candidates(ByteString name, @Nullable ByteString path) {
        if (name.indexOf('/', 0) >= 0) {
            return List.of(name);
        }
        List<ByteString> all = new ArrayList<>();
        for (int from = 0; path != null && from <= path.length(); ) {
            int colon = path.indexOf(':', from);
            int end = colon < 0 ? path.length() : colon;
            ByteString directory = end == from ? HERE : path.slice(from, end);
            all.add(TreeWalk.join(directory, name));
            from = end + 1;
        }
        return all;
    }

    private static boolean isProgram(ByteString path) {
        try {
            return FileStatus.of(path, true).type() == FileStatus.Type.REGULAR
                    && LookCalls.access(path.toBytes(), LookCalls.EXECUTE) == 0;
        } catch (KernelException e) {
            return false;
        }
    }
}
