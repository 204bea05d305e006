package ctk.cmd.shell.text;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Screen;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns that are as wide as their widest cell. On a terminal lines end at its edge, so
 * that one row is one line.
 */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<Object>> rows = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final boolean cut;

    private Table(boolean cut) {
        this.cut = cut;
    }

    /**
     * Start with a heading.
     *
     * @param headings of the columns; {@code >} before one means that its cells stand at the right
     */
    public static Table of(String... headings) {
        Table table = without(headings);
        List<Object> row = new ArrayList<>();
        for (String heading : headings) {
            row.add(heading.startsWith(">") ? heading.substring(1) : heading);
        }
        table.rows.add(row);
        return table;
    }

    /** Start without a heading, and do not cut lines. */
    public static Table plain(String... alignments) {
        Table table = new Table(false);
        table.align(alignments);
        return table;
    }

    private static Table without(String... alignments) {
        Table table = new Table(true);
        table.align(alignments);
        return table;
    }

    private void align(String... columns) {
        for (String column : columns) {
            right.add(column.startsWith(">"));
        }
    }

    /**
     * Add a row.
     *
     * @param cells ByteString for a name, which is escaped on a terminal only; anything else is
     *     text of ours
     */
    public void row(Object... cells) {
        rows.add(List.of(cells));
    }

    /** Tell whether there are rows beside the heading. */
    public boolean hasRows() {
        return rows.size() > 1;
    }

    /** Write it. */
    public void print(Call call, Printer out) throws IOException {
        int[] widths = new int[right.size()];
        for (List<Object> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Widths.of(shown(row.get(i))));
            }
        }
        Screen screen = call.shell().screen();
        int most =
                cut && call.toTerminal() && screen != null ? screen.columns() : Integer.MAX_VALUE;
        for (List<Object> row : rows) {
            print(row, widths, most, call, out);
        }
    }

    private void print(List<Object> row, int[] widths, int most, Call call, Printer out)
            throws IOException {
        StringBuilder line = new StringBuilder();
        int last = widths.length - 1;
        for (int i = 0; i < last; i++) {
            String cell = shown(row.get(i));
            String padding = " ".repeat(widths[i] - Widths.of(cell));
            line.append(right.get(i) ? padding + cell : cell + padding).append(GAP);
        }
        if (row.get(last) instanceof ByteString name && !call.toTerminal()) {
            out.text(line.toString()).name(name).line();
            return;
        }
        String cell = shown(row.get(last));
        if (right.get(last)) {
            line.append(" ".repeat(widths[last] - Widths.of(cell)));
        }
        out.text(Widths.cut(line + cell, most).stripTrailing()).line();
    }

    private static String shown(Object cell) {
        return cell instanceof ByteString name ? name.printable() : cell.toString();
    }
}
