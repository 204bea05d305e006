package ctk.core.exec;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a start is told beside who it is for.
 *
 * @param kind which; a decision holds one of a kind
 * @param text in words, for who is shown the decision
 * @param payload the bytes that decision.h describes
 */
@SuppressWarnings("ArrayRecordComponent") // written, never compared
public record Setting(Kind kind, String text, byte[] payload) {

    /** Give root's terminals and pipes to the target, as PID 1. */
    public static final Setting OWN_STDIO =
            new Setting(
                    Kind.OWN_STDIO, "given to the user if ctk is PID 1", new byte[] {1, 0, 0, 0});

    /** In the order of enum setting in decision.h, whose first is 1. */
    public enum Kind {
        NICENESS("niceness"),
        LIMITS("limits"),
        OWN_STDIO("own-stdio"),
        EXEC_LABEL("label"),
        BOUNDING_SET("bounding-set"),
        KEPT_CAPABILITIES("kept"),
        SECUREBITS("securebits"),
        UMASK("umask"),
        DIRECTORY("directory"),
        DEATH_SIGNAL("pdeathsig"),
        CLEAR_ENVIRONMENT("environment"),
        NO_NEW_PRIVS("no-new-privs"),
        LANDLOCK("landlock"),
        FILTER("seccomp"),
        SECOND_FILTER("seccomp");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** Return what stands before it in a dry run. */
        public String title() {
            return title;
        }

        /** Return the one of that number in a record, or null. */
        public static @Nullable Kind of(long number) {
            for (Kind each : values()) {
                if (each.number() == number) {
                    return each;
                }
            }
            return null;
        }

        @SuppressWarnings("EnumOrdinal") // the order is that of decision.h
        int number() {
            return ordinal() + 1;
        }
    }

    /**
     * A limit of setrlimit(2).
     *
     * @param resource its number
     * @param soft -1 for none
     * @param hard likewise
     */
    public record Limit(int resource, long soft, long hard) {}

    /**
     * A rule of Landlock.
     *
     * @param access what is allowed below the path: LANDLOCK_ACCESS_FS bits
     */
    public record Rule(long access, ByteString path) {}

    /** A setting of no bytes. */
    public static Setting flag(Kind kind, String text) {
        return new Setting(kind, text, new byte[0]);
    }

    /** A setting of four bytes. */
    public static Setting number(Kind kind, String text, long value) {
        RecordWriter out = new RecordWriter();
        out.u32(value);
        return new Setting(kind, text, out.toBytes());
    }

    /** A setting of eight bytes: a set, bit n for what has the number n. */
    public static Setting set(Kind kind, String text, long value) {
        RecordWriter out = new RecordWriter();
        out.u64(value);
        return new Setting(kind, text, out.toBytes());
    }

    /** A setting of two strings, neither of them empty. */
    public static Setting pair(Kind kind, String text, ByteString first, ByteString second) {
        RecordWriter out = new RecordWriter();
        out.string(first);
        out.string(second);
        return new Setting(kind, text, out.toBytes());
    }

    /** The resource limits, at least one. */
    public static Setting limits(String text, List<Limit> limits) {
        RecordWriter out = new RecordWriter();
        for (Limit each : limits) {
            out.u32(each.resource());
            out.u64(each.soft());
            out.u64(each.hard());
        }
        return new Setting(Kind.LIMITS, text, out.toBytes());
    }

    /**
     * What Landlock denies.
     *
     * @param handled denied but for what the rules allow: LANDLOCK_ACCESS_FS bits
     */
    public static Setting landlock(String text, long handled, List<Rule> rules) {
        RecordWriter out = new RecordWriter();
        out.u64(handled);
        for (Rule each : rules) {
            out.u64(each.access());
            out.text(each.path());
        }
        return new Setting(Kind.LANDLOCK, text, out.toBytes());
    }
}
