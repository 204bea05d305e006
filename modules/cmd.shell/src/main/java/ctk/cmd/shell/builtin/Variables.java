package ctk.cmd.shell.builtin;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of the shell, of which those that are exported are the environment of programs.
 * Strings of the environment that are no variables are passed on (environ(7)); of a name that
 * stands twice the first counts, and only it is passed on.
 */
public final class Variables {

    private record Value(ByteString bytes, boolean exported) {}

    private final Map<ByteString, Value> values = new LinkedHashMap<>();
    private final List<ByteString> others = new ArrayList<>();

    /** Start with an environment. */
    public Variables(ByteString[] environment) {
        for (ByteString each : environment) {
            int equals = each.indexOf('=', 1);
            if (equals > 0) {
                Value value = new Value(each.slice(equals + 1), true);
                values.putIfAbsent(each.slice(0, equals), value);
            } else {
                others.add(each);
            }
        }
    }

    /** Return the value of a variable, or null if it is not set. */
    public synchronized @Nullable ByteString get(ByteString name) {
        Value value = values.get(name);
        return value == null ? null : value.bytes;
    }

    /** Return the value of a variable, or null if it is not set. */
    public @Nullable ByteString get(String name) {
        return get(ByteString.of(name));
    }

    /** Set a variable; it stays exported if it was. */
    public synchronized void set(ByteString name, ByteString value) {
        values.put(name, new Value(value, isExported(name)));
    }

    /** Pass a variable on to programs; one that is not set is set to nothing. */
    public synchronized void export(ByteString name) {
        Value value = values.get(name);
        values.put(name, new Value(value == null ? ByteString.of("") : value.bytes, true));
    }

    /** Forget a variable. */
    public synchronized void unset(ByteString name) {
        values.remove(name);
    }

    /** Tell whether programs get the variable. */
    public synchronized boolean isExported(ByteString name) {
        Value value = values.get(name);
        return value != null && value.exported;
    }

    /** Return the names of all variables, in the order in which they were set. */
    public synchronized List<ByteString> names() {
        return List.copyOf(values.keySet());
    }

    /** Return what programs get. */
    public synchronized List<ByteString> environment() {
        List<ByteString> all = new ArrayList<>();
        values.forEach(
                (name, value) -> {
                    if (value.exported) {
                        all.add(ByteString.join(name, ByteString.of("="), value.bytes));
                    }
                });
        all.addAll(others);
        return all;
    }
}
