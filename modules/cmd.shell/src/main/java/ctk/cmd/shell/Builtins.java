package ctk.cmd.shell;

import ctk.cmd.shell.basics.ChangeDirectory;
import ctk.cmd.shell.basics.Echo;
import ctk.cmd.shell.basics.Exit;
import ctk.cmd.shell.basics.Export;
import ctk.cmd.shell.basics.PrintDirectory;
import ctk.cmd.shell.basics.SetVariables;
import ctk.cmd.shell.basics.Unset;
import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.running.Background;
import ctk.cmd.shell.running.Foreground;
import ctk.cmd.shell.running.Jobs;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** The built-ins of the shell. */
final class Builtins {

    /** Those on the shell itself; one is added here. */
    private static final List<Builtin> BASIC =
            List.of(
                    new Background(),
                    new ChangeDirectory(),
                    new Echo(),
                    new Exit(),
                    new Export(),
                    new Foreground(),
                    new Help(),
                    new Jobs(),
                    new PrintDirectory(),
                    new SetVariables(),
                    new Unset());

    /** Those on files; one is added here. */
    private static final List<Builtin> FILES = List.of();

    /** Those on processes, the network and users; one is added here. */
    private static final List<Builtin> PROCESSES = List.of();

    private Builtins() {}

    /** Return all of them. */
    static List<Builtin> all() {
        return Stream.of(BASIC, FILES, PROCESSES).flatMap(List::stream).toList();
    }

    /** Return the one of this name, or null. */
    static @Nullable Builtin find(ByteString name) {
        String text = name.toString();
        for (Builtin each : all()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        return null;
    }
}
