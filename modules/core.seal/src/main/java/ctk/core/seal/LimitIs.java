package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.PrivilegeCalls;

import org.jspecify.annotations.Nullable;

/**
 * A resource limit of ctk's own process has this value (getrlimit(2)).
 *
 * @param resource its number
 * @param soft -1 for none
 * @param hard likewise
 */
public record LimitIs(int resource, long soft, long hard) implements Condition {

    static final int KIND = 6; // LIMIT

    /** So many kinds of limits there are: RLIM_NLIMITS. */
    private static final int KINDS = 16;

    /** Return what is so now. */
    public static LimitIs now(int resource) {
        return new LimitIs(
                resource, PrivilegeCalls.softLimit(resource), PrivilegeCalls.hardLimit(resource));
    }

    static LimitIs read(RecordReader in) throws MalformedException {
        long resource = in.u32();
        in.require(resource < KINDS, "a limit's number");
        return new LimitIs((int) resource, in.u64(), in.u64());
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.u32(resource);
        out.u64(soft);
        out.u64(hard);
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public ByteString subject() {
        return ByteString.of(Integer.toString(resource));
    }

    @Override
    public String text() {
        return "resource limit " + resource + " is " + words(soft) + ":" + words(hard);
    }

    private static String words(long limit) {
        return limit == -1 ? "unlimited" : Long.toUnsignedString(limit);
    }

    @Override
    public @Nullable String objection() {
        LimitIs now = now(resource);
        return now.soft == soft && now.hard == hard ? null : now.text();
    }
}
