package ctk.cmd.shell.terminal;

import ctk.cmd.shell.expansion.DirectoryNames;
import ctk.cmd.shell.running.Shell;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;

/** The names in the directories of PATH. Looked for when PATH changes, and for every new line. */
final class Programs {

    private final Shell shell;
    private @Nullable ByteString path;
    private Set<String> names = Set.of();

    Programs(Shell shell) {
        this.shell = shell;
    }

    /** Look again when asked next. */
    void forget() {
        path = null;
    }

    Set<String> names() {
        ByteString now = shell.variables().get("PATH");
        if (now != null && !now.equals(path)) {
            path = now;
            names = new TreeSet<>();
            for (String directory : Typed.text(now).split(":", -1)) {
                if (directory.startsWith("/")) {
                    DirectoryNames.of(Typed.bytes(directory))
                            .forEach(each -> names.add(Typed.text(each.bytes())));
                }
            }
        }
        return names;
    }
}
