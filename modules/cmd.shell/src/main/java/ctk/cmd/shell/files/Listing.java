package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Screen;
import ctk.cmd.shell.text.ModeText;
import ctk.cmd.shell.text.Owners;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Sizes;
import ctk.cmd.shell.text.Table;
import ctk.cmd.shell.text.Times;
import ctk.cmd.shell.text.Widths;
import ctk.cmd.shell.tree.Entry;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.linux.LookCalls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Files as {@code ls} shows them. */
final class Listing {

    private final Call call;
    private final Flags flags;
    private final Printer out;
    private final @Nullable Owners owners;
    private boolean isFirst = true;

    Listing(Call call, Flags flags, Printer out) {
        this.call = call;
        this.flags = flags;
        this.out = out;
        boolean isLong = flags.has('l') || flags.has('n');
        owners = isLong ? Owners.read(flags.has('n')) : null;
    }

    /** Say whose content follows. */
    void title(ByteString path) throws IOException {
        out.text(isFirst ? "" : "\n").name(path).text(":\n");
        isFirst = false;
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Leave out what is hidden, and put the rest in order. */
    void choose(List<Entry> entries) {
        if (!flags.has('a')) {
            entries.removeIf(entry -> entry.name().at(0) == '.');
        }
    }

    private void sort(List<Entry> entries) {
        if (flags.has('t')) {
            entries.sort(
                    Comparator.comparingLong((Entry e) -> -e.status().modified())
                            .thenComparingInt(e -> -e.status().nanosecond()));
        } else {
            entries.sort(Comparator.comparing(e -> e.name().toBytes(), Arrays::compareUnsigned));
        }
        if (flags.has('r')) {
            Collections.reverse(entries);
        }
    }

    void print(List<Entry> entries) throws IOException {
        sort(entries);
        isFirst &= entries.isEmpty();
        Owners known = owners;
        Screen screen = call.shell().screen();
        if (known != null) {
            rows(entries, known);
        } else if (call.toTerminal() && screen != null && !flags.has('1')) {
            columns(entries, screen.columns());
        } else {
            for (Entry entry : entries) {
                out.name(entry.name()).line();
            }
        }
    }

    private void rows(List<Entry> entries, Owners known) throws IOException {
        Table table = Table.plain("", ">", "", "", ">", "", "");
        for (Entry entry : entries) {
            FileStatus status = entry.status();
            table.row(
                    ModeText.of(status),
                    status.links(),
                    known.user(status.uid()),
                    known.group(status.gid()),
                    size(status),
                    Times.minute(status.modified()),
                    named(entry));
        }
        table.print(call, out);
    }

    private String size(FileStatus status) {
        FileStatus.Type type = status.type();
        if (type == FileStatus.Type.BLOCK_DEVICE || type == FileStatus.Type.CHARACTER_DEVICE) {
            return (status.ownDevice() >>> 32) + "," + (int) status.ownDevice();
        }
        return flags.has('h') ? Sizes.human(status.size()) : Long.toString(status.size());
    }

    private static ByteString named(Entry entry) {
        if (entry.status().type() != FileStatus.Type.LINK) {
            return entry.name();
        }
        byte[] text = new byte[LookCalls.LONGEST_LINK];
        int length = LookCalls.readLink(entry.directory(), entry.name().toBytes(), text);
        ByteString target = ByteString.of(Arrays.copyOf(text, Math.max(length, 0)));
        return ByteString.join(entry.name(), ByteString.of(" -> "), target);
    }

    /** Fill the columns of a terminal from top to bottom, with as few rows as will do. */
    private void columns(List<Entry> entries, int most) throws IOException {
        List<String> names = entries.stream().map(e -> e.name().printable()).toList();
        int rows = 1;
        while (rows < names.size() && width(names, rows) > most) {
            rows++;
        }
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int i = row; i < names.size(); i += rows) {
                boolean isLast = i + rows >= names.size();
                int padding = isLast ? 0 : column(names, i - row, rows) + 2;
                line.append(names.get(i));
                line.append(" ".repeat(Math.max(0, padding - Widths.of(names.get(i)))));
            }
            if (!line.isEmpty()) {
                out.text(line.toString()).line();
            }
        }
    }

    private static int width(List<String> names, int rows) {
        int width = -2;
        for (int first = 0; first < names.size(); first += rows) {
            width += column(names, first, rows) + 2;
        }
        return width;
    }

    private static int column(List<String> names, int first, int rows) {
        int width = 0;
        for (int i = first; i < Math.min(first + rows, names.size()); i++) {
            width = Math.max(width, Widths.of(names.get(i)));
        }
        return width;
    }
}
