package ctk.cmd.shell;

import ctk.core.cli.Command;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The other commands of ctk, which the shell runs in a process of their own. */
final class CtkCommands {

    private CtkCommands() {}

    /** Return all of them by their usual names. */
    static Map<String, Command> all() {
        Map<String, Command> all = new TreeMap<>();
        ModuleLayer layer = CtkCommands.class.getModule().getLayer();
        for (Command each : ServiceLoader.load(layer, Command.class)) {
            if (!each.byProgramName()) {
                all.put(each.names().getFirst(), each);
            }
        }
        return all;
    }

    /** Return what each does, by name. */
    static Map<String, String> summaries() {
        Map<String, String> summaries = new TreeMap<>();
        all().forEach((name, command) -> summaries.put(name, command.options().summary()));
        return summaries;
    }

    /** Return the program and its arguments if the words are a command of ctk, else null. */
    static @Nullable List<ByteString> program(List<ByteString> words) {
        String name = words.getFirst().toString();
        List<ByteString> rest = words.subList(1, words.size());
        if (name.equals("ctk")) {
            return ctk(List.of(), rest);
        }
        if (name.equals("plan")) {
            List<ByteString> command = rest.isEmpty() ? List.of(ByteString.of("true")) : rest;
            return ctk(List.of("run", "--dry-run", "--"), command);
        }
        if (name.equals("id")) {
            return ctk(List.of("whoami"), rest);
        }
        return all().containsKey(name) ? ctk(List.of(name), rest) : null;
    }

    private static List<ByteString> ctk(List<String> command, List<ByteString> rest) {
        List<ByteString> words = new ArrayList<>();
        words.add(ByteString.of(System.getProperty("java.home") + "/bin/ctk"));
        command.forEach(each -> words.add(ByteString.of(each)));
        words.addAll(rest);
        return words;
    }
}
