package ctk.plugins.waitfor;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;

import java.util.ArrayList;
import java.util.List;

/** Wait until all that is named is there. Nothing is ever sent to a server. */
public final class WaitForStep implements SetupStep {

    @Override
    public String summary() {
        return "wait until servers accept connections and files exist";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.optional(
                        "tcp",
                        Key.Type.STRINGS,
                        "Servers that accept connections: host:port, [::1]:port."),
                Key.optional(
                        "unix",
                        Key.Type.PATHS,
                        "Sockets of the Unix domain that accept connections."),
                Key.optional(
                        "path", Key.Type.PATHS, "Files of any type that exist; a link is one."),
                Key.optional(
                        "interval",
                        Key.Type.NUMBER,
                        "200",
                        "Milliseconds between two attempts, at least 1."));
    }

    @Override
    public boolean isBarrier() {
        return true;
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        long interval = settings.number("interval");
        if (interval == 0) {
            throw settings.refuse("interval", "it is 0");
        }
        var changes = new ArrayList<Change>();
        for (String text : values(settings, "tcp")) {
            changes.add(new Wait(TcpServer.parse(text, settings), interval));
        }
        for (String path : values(settings, "unix")) {
            changes.add(new Wait(UnixSocket.of(path, settings), interval));
        }
        for (String path : values(settings, "path")) {
            changes.add(new Wait(new ExistingFile(path), interval));
        }
        if (changes.isEmpty()) {
            throw settings.refuse("tcp", "neither it nor unix nor path names anything");
        }
        return changes;
    }

    private static List<String> values(Settings settings, String key) {
        return settings.has(key) ? settings.strings(key) : List.of();
    }
}
