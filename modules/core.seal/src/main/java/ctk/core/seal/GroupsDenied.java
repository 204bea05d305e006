package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.ProcessState;

import org.jspecify.annotations.Nullable;

/**
 * Whether the user namespace denies setgroups(2), whatever capabilities there are
 * (user_namespaces(7)); without /proc it is taken for one that does not.
 */
public record GroupsDenied(boolean isDenied) implements Condition {

    static final int KIND = 8;

    /** Return what is so now. */
    public static GroupsDenied now() {
        return new GroupsDenied(ProcessState.isSetGroupsDenied());
    }

    static GroupsDenied read(RecordReader in) throws MalformedException {
        return new GroupsDenied(in.truth());
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.u32(isDenied ? 1 : 0);
    }

    @Override
    public String name() {
        return "setgroups";
    }

    @Override
    public ByteString subject() {
        return ByteString.of("/proc/self/setgroups");
    }

    @Override
    public String text() {
        return "setgroups(2) is " + (isDenied ? "denied" : "not denied") + " in the user namespace";
    }

    @Override
    public @Nullable String objection() {
        GroupsDenied now = now();
        return now.isDenied == isDenied ? null : now.text();
    }
}
