package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.ProcessState;

import org.jspecify.annotations.Nullable;

/**
 * The niceness of ctk's own process is so or lower: what it takes no right to set (setpriority(2)).
 *
 * @param niceness from -20 to 19
 */
public record NicenessAtMost(int niceness) implements Condition {

    static final int KIND = 7;

    static NicenessAtMost read(RecordReader in) throws MalformedException {
        return new NicenessAtMost((int) in.u32());
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.u32(niceness);
    }

    @Override
    public String name() {
        return "niceness";
    }

    @Override
    public ByteString subject() {
        return ByteString.of(Integer.toString(niceness));
    }

    @Override
    public String text() {
        return "the niceness of the process is " + niceness + " or lower";
    }

    @Override
    public @Nullable String objection() {
        int now = ProcessState.niceness();
        return now <= niceness ? null : "the niceness of this process is " + now;
    }
}
