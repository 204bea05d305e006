package ctk.core.steps;

import ctk.core.config.ConfigException;
import ctk.core.config.Expander;
import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;
import ctk.core.setup.SetupException;
import ctk.core.setup.Variables;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment that the command will get: the caller's, and what steps changed of it. Of a name
 * that stands twice the first counts (getenv(3)), and a change replaces both.
 */
public final class CommandEnvironment implements Variables {

    private final ByteString[] atEntry = Environment.atEntry();

    /** The first value of each name at entry, filled when one is asked for. */
    private final Map<String, ByteString> found = new HashMap<>();

    private final List<String> changed = new ArrayList<>();
    private final List<byte @Nullable []> values = new ArrayList<>();

    /** The names that were asked for, each once. */
    private final List<String> asked = new ArrayList<>();

    private boolean isAllAsked;

    /** What is set when all steps are done: NAME=VALUE. */
    private final List<ByteString> last = new ArrayList<>();

    /** Start with the caller's. */
    public CommandEnvironment() {}

    /**
     * Change a variable.
     *
     * @param value null: it is not set any more
     */
    void set(String name, byte @Nullable [] value) {
        removeLast(name);
        int index = changed.indexOf(name);
        if (index < 0) {
            changed.add(name);
            values.add(value);
        } else {
            values.set(index, value);
        }
    }

    /** Set a variable when all steps are done, and not before: none of them is to see it. */
    void setLast(String name, byte[] value) {
        removeLast(name);
        last.add(edit(ByteString.of(name), value));
    }

    private boolean isLast(String name) {
        ByteString prefix = ByteString.of(name + "=");
        for (int i = 0; i < last.size(); i++) {
            if (last.get(i).startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private void removeLast(String name) {
        for (int i = last.size() - 1; i >= 0; i--) {
            ByteString each = last.get(i);
            if (each.slice(0, each.indexOf('=', 1)).toString().equals(name)) {
                last.remove(i);
            }
        }
    }

    @Override
    public byte @Nullable [] bytes(String name) {
        if (!asked.contains(name)) {
            asked.add(name);
        }
        int index = changed.indexOf(name);
        if (index >= 0) {
            byte[] value = values.get(index);
            return value == null ? null : value.clone();
        }
        if (found.isEmpty()) {
            find();
        }
        ByteString value = found.get(name);
        return value == null ? null : value.toBytes();
    }

    private void find() {
        for (ByteString each : atEntry) {
            int equals = each.indexOf('=', 1);
            if (equals > 0) {
                found.putIfAbsent(each.slice(0, equals).toString(), each.slice(equals + 1));
            }
        }
    }

    @Override
    public @Nullable String value(String name) throws SetupException {
        byte[] bytes = bytes(name);
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            String quoted = ByteString.of(name).quoted();
            throw new SetupException("the value of the variable " + quoted + " is not UTF-8");
        }
        return text;
    }

    @Override
    public List<String> names() {
        isAllAsked = true;
        List<String> names = new ArrayList<>();
        for (ByteString each : atEntry) {
            int equals = each.indexOf('=', 1);
            String name = equals < 0 ? "" : each.slice(0, equals).toString();
            if (!name.isEmpty() && !names.contains(name) && !changed.contains(name)) {
                names.add(name);
            }
        }
        for (int i = 0; i < changed.size(); i++) {
            if (values.get(i) != null) {
                names.add(changed.get(i));
            }
        }
        return names;
    }

    @Override
    public String expand(String text) throws SetupException {
        try {
            return Expander.expand(text, new Lookup(this, false), true);
        } catch (ConfigException e) {
            throw new SetupException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    /**
     * The variables that a configuration's strings are expanded with.
     *
     * @param isUnsetEmpty whether a variable that is not set counts as empty
     */
    record Lookup(CommandEnvironment environment, boolean isUnsetEmpty) implements Expander.Lookup {
        @Override
        public byte @Nullable [] value(String name) {
            byte[] value = environment.bytes(name);
            return value == null && isUnsetEmpty ? new byte[0] : value;
        }
    }

    /** Return all of it, as execve(2) takes it. */
    ByteString[] strings() {
        List<ByteString> all = new ArrayList<>();
        for (ByteString each : atEntry) {
            int equals = each.indexOf('=', 1);
            if (equals < 0 || !changed.contains(each.slice(0, equals).toString())) {
                all.add(each);
            }
        }
        for (int i = 0; i < changed.size(); i++) {
            if (values.get(i) != null) {
                all.add(edit(ByteString.of(changed.get(i)), values.get(i)));
            }
        }
        return all.toArray(new ByteString[0]);
    }

    /** Return what a configuration's strings are expanded with. */
    public Expander.Lookup lookup() {
        return new Lookup(this, false);
    }

    /** Return the names of the variables that somebody asked for, whether or not they are set. */
    public List<String> asked() {
        return asked;
    }

    /** Tell whether somebody asked which variables there are. */
    public boolean isAllAsked() {
        return isAllAsked;
    }

    /** Return what is to be changed in the caller's: NAME=VALUE, or NAME to be removed. */
    public List<ByteString> edits() {
        List<ByteString> edits = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            if (!isLast(changed.get(i))) {
                edits.add(edit(ByteString.of(changed.get(i)), values.get(i)));
            }
        }
        edits.addAll(last);
        return edits;
    }

    private static ByteString edit(ByteString name, byte @Nullable [] value) {
        if (value == null) {
            return name;
        }
        byte[] edit = Arrays.copyOf(name.toBytes(), name.length() + 1 + value.length);
        edit[name.length()] = '=';
        System.arraycopy(value, 0, edit, name.length() + 1, value.length);
        return ByteString.of(edit);
    }
}
