package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;

import org.jspecify.annotations.Nullable;

/**
 * A variable of ctk's caller has this value, and stands there once.
 *
 * @param variable its name, without {@code =}
 * @param value null: it is not set
 */
public record VariableIs(ByteString variable, @Nullable ByteString value) implements Condition {

    static final int KIND = 1; // VARIABLE

    /** Return what is so of a variable now; of one that stands twice the first counts. */
    public static VariableIs now(ByteString variable) {
        ByteString prefix = ByteString.join(variable, ByteString.of("="));
        for (ByteString each : Environment.atEntry()) {
            if (each.startsWith(prefix)) {
                return new VariableIs(variable, each.slice(prefix.length()));
            }
        }
        return new VariableIs(variable, null);
    }

    static VariableIs read(RecordReader in) throws MalformedException {
        ByteString variable = in.name();
        in.require(variable.indexOf('=', 0) < 0, "a variable's name");
        return new VariableIs(variable, in.truth() ? in.text() : null);
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.text(variable);
        out.u32(value == null ? 0 : 1);
        if (value != null) {
            out.text(value);
        }
    }

    @Override
    public String name() {
        return "variable";
    }

    @Override
    public ByteString subject() {
        return variable;
    }

    @Override
    public String text() {
        String name = "variable " + variable.quoted();
        return value == null ? name + " is not set" : name + " is " + value.quoted();
    }

    @Override
    public @Nullable String objection() {
        int count = 0;
        ByteString prefix = ByteString.join(variable, ByteString.of("="));
        for (ByteString each : Environment.atEntry()) {
            count += each.startsWith(prefix) ? 1 : 0;
        }
        ByteString now = now(variable).value;
        if (count > 1) {
            return "variable " + variable.quoted() + " stands in the environment twice";
        }
        boolean isSame = value == null ? now == null : value.equals(now);
        return isSame ? null : new VariableIs(variable, now).text();
    }
}
