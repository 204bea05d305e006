package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.seal.Condition;
import ctk.core.seal.FileHolds;
import ctk.core.seal.FileIs;
import ctk.core.seal.VariableIs;
import ctk.core.setup.Guard;
import ctk.core.setup.Owner;
import ctk.core.steps.GuardReporter;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what a start would print, and what tells that its set-up has nothing to do. A set-up that
 * has something to do, or of which nobody can tell, is a refusal.
 */
final class GuardLog implements GuardReporter {

    private static final String FIRST =
            "do the set-up before, by the same line of ctk run; what every start does, as exec, or"
                    + " chown without policy = \"root-mismatch\", cannot be sealed";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StepLog log;
    private final List<Condition> conditions = new ArrayList<>();
    private @Nullable CommandException refusal;

    /**
     * Start to listen.
     *
     * @param format of what is printed: text or json
     */
    GuardLog(String format) throws CommandException {
        log = new StepLog(printed, false, format);
    }

    /** Return why it cannot be sealed, or null. */
    @Nullable CommandException refusal() {
        return refusal;
    }

    /** Return what has to be so. */
    List<Condition> conditions() {
        return conditions;
    }

    /** Return the lines that a start prints. */
    List<ByteString> lines() {
        List<ByteString> lines = new ArrayList<>();
        ByteString all = ByteString.of(printed.toByteArray());
        int from = 0;
        for (int end = all.indexOf('\n', 0); end >= 0; end = all.indexOf('\n', from)) {
            lines.add(all.slice(from, end));
            from = end + 1;
        }
        return lines;
    }

    @Override
    public void guards(String step, @Nullable String foreign, List<Guarded> changes) {
        if (foreign != null) {
            refuse("step '" + step + "'", "its code is not of the image: " + foreign, null);
        }
        if (changes.isEmpty()) {
            refuse("step '" + step + "'", "nothing tells whether it has something to do", null);
        }
        for (Guarded each : changes) {
            String what = "step '" + step + "'";
            if (each.isNeeded()) {
                refuse(what, "it has something to do: " + each.description(), FIRST);
            } else if (each.guards().isEmpty()) {
                String why = "nothing tells whether it still has nothing to do: ";
                refuse(what, why + each.description(), null);
            }
            for (Guard guard : each.guards()) {
                add(what, guard);
            }
        }
    }

    private void add(String step, Guard guard) {
        switch (guard) {
            case Guard.Status status -> {
                FileStatus.Type type = type(status.type());
                Owner owner = status.owner();
                if (type == FileStatus.Type.UNKNOWN) {
                    refuse(step, "its guard is neither of a file nor of a directory", null);
                }
                conditions.add(
                        new FileIs(
                                ByteString.of(status.path()),
                                type,
                                owner == null ? FileIs.ANY : owner.uid(),
                                owner == null ? FileIs.ANY : owner.gid(),
                                status.mode() < 0 ? FileIs.ANY : status.mode()));
            }
            case Guard.Content content -> {
                ByteString path = ByteString.of(content.path());
                FileStatus.Type type = FileStatus.Type.REGULAR;
                conditions.add(new FileIs(path, type, FileIs.ANY, FileIs.ANY, FileIs.ANY));
                conditions.add(new FileHolds(path, ByteString.of(content.bytes().clone())));
            }
            case Guard.Variable variable -> {
                byte[] value = variable.value();
                conditions.add(
                        new VariableIs(
                                ByteString.of(variable.name()),
                                value == null ? null : ByteString.of(value.clone())));
            }
        }
    }

    private static FileStatus.Type type(ctk.core.setup.FileStatus.Type type) {
        return switch (type) {
            case REGULAR -> FileStatus.Type.REGULAR;
            case DIRECTORY -> FileStatus.Type.DIRECTORY;
            case LINK, OTHER -> FileStatus.Type.UNKNOWN;
        };
    }

    /** The first counts. */
    private void refuse(String what, String why, @Nullable String hint) {
        if (refusal == null) {
            refusal = new CommandException("cannot seal " + what + ": " + why, hint);
        }
    }

    @Override
    public void planned(String step, String description, boolean isNeeded) {}

    @Override
    public void skipped(String step) {}

    @Override
    public void postponed(String step, String barrier) {
        refuse("step '" + step + "'", "it is planned only after '" + barrier + "' ran", null);
    }

    @Override
    public void applied(String step, String description, long nanoseconds) {}

    @Override
    public void warning(String text) {
        log.warning(text);
    }
}
