package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;

import java.util.ArrayList;
import java.util.List;

/**
 * A start that was decided.
 *
 * @param form how it is called
 * @param prefix the arguments between the program's name and the command, without {@code --}
 * @param facts who the process is
 * @param conditions what else has to be so
 * @param warnings lines that a start prints
 * @param decision the record of {@link ctk.core.exec.Decision#encodeOpen}
 */
public record SealedEntry(
        Form form,
        List<ByteString> prefix,
        Facts facts,
        List<Condition> conditions,
        List<ByteString> warnings,
        ByteString decision) {

    /** The most bytes that the lines of an entry may have together, with their ends. */
    public static final int MOST_PRINTED = 4096;

    private static final ByteString RUN = ByteString.of("run");

    /** How a start is called: the flags of sealed.h. */
    public enum Form {
        /** {@code ctk run [OPTIONS] USER [--] COMMAND}. */
        USER(0),
        /** {@code gosu USER COMMAND}. */
        GOSU(1),
        /** {@code ctk run [OPTIONS] -- COMMAND}. */
        ENTRYPOINT(2);

        private final int flags;

        Form(int flags) {
            this.flags = flags;
        }

        private static Form read(RecordReader in) throws MalformedException {
            long flags = in.u32();
            for (Form each : values()) {
                if (each.flags == flags) {
                    return each;
                }
            }
            throw new MalformedException("there is no entry of the flags " + flags);
        }
    }

    static SealedEntry read(RecordReader in) throws MalformedException {
        Form form = Form.read(in);
        List<ByteString> prefix = in.texts();
        in.require(!prefix.isEmpty(), "the number of arguments");
        in.require(form == Form.GOSU || prefix.getFirst().equals(RUN), "the first argument");
        Facts facts = Facts.read(in);
        List<Condition> conditions = conditions(in);
        List<ByteString> warnings = in.texts();
        for (ByteString each : warnings) {
            in.require(each.indexOf('\n', 0) < 0, "a warning");
        }
        in.require(printed(warnings) <= MOST_PRINTED, "the length of warnings");
        SealedEntry entry =
                new SealedEntry(form, prefix, facts, conditions, warnings, in.counted());
        in.end();
        return entry;
    }

    private static List<Condition> conditions(RecordReader in) throws MalformedException {
        int count = in.count(2 * Integer.BYTES);
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long kind = in.u32();
            RecordReader part = in.part();
            conditions.add(condition(kind, part));
            part.end();
        }
        in.require(FileHolds.bytes(conditions) <= FileHolds.MOST, "the length of files");
        return conditions;
    }

    private static Condition condition(long kind, RecordReader in) throws MalformedException {
        return switch ((int) Math.min(kind, Integer.MAX_VALUE)) {
            case VariableIs.KIND -> VariableIs.read(in);
            case FileHolds.KIND -> FileHolds.read(in);
            case NothingAt.KIND -> NothingAt.read(in);
            case FileIs.KIND -> FileIs.read(in);
            case DirectoryLists.KIND -> DirectoryLists.read(in);
            case LimitIs.KIND -> LimitIs.read(in);
            case NicenessAtMost.KIND -> NicenessAtMost.read(in);
            case GroupsDenied.KIND -> GroupsDenied.read(in);
            default -> throw new MalformedException("there is no condition of kind " + kind);
        };
    }

    /** Return how many bytes these lines take where they are printed. */
    public static int printed(List<ByteString> lines) {
        int bytes = 0;
        for (ByteString each : lines) {
            bytes += each.length() + 1;
        }
        return bytes;
    }

    /** Return the record that {@code sealed.h} describes, without its length. */
    public byte[] encode() {
        RecordWriter out = new RecordWriter();
        out.u32(form.flags);
        texts(out, prefix);
        facts.write(out);
        out.u32(conditions.size());
        for (Condition each : conditions) {
            RecordWriter part = new RecordWriter();
            each.write(part);
            byte[] bytes = part.toBytes();
            out.u32(each.kind());
            out.u32(bytes.length);
            out.bytes(bytes);
        }
        texts(out, warnings);
        out.u32(decision.length());
        out.bytes(decision.toBytes());
        return out.toBytes();
    }

    private static void texts(RecordWriter out, List<ByteString> texts) {
        out.u32(texts.size());
        for (ByteString each : texts) {
            out.text(each);
        }
    }

    /** Tell whether it is for these arguments. */
    public boolean isFor(Form otherForm, List<ByteString> otherPrefix) {
        return form == otherForm && prefix.equals(otherPrefix);
    }
}
