package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Table;
import ctk.core.linux.ByteString;
import ctk.core.proc.Mount;

import java.io.IOException;
import java.util.List;

/** {@code mounts}. */
public final class Mounts extends Described {

    /** One for all calls. */
    public Mounts() {
        super(
                "mounts",
                "[TYPE...]",
                "list what is mounted, in the order in which it was: all, or of these types",
                Operand.NONE);
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        List<ByteString> types = flags(call).operands();
        Table table = Table.of("ON", "TYPE", "SOURCE", "OPTIONS");
        boolean isAny = types.isEmpty();
        for (Mount mount : Mount.all()) {
            if (types.isEmpty() || types.contains(mount.type())) {
                isAny = true;
                String propagation = mount.propagation().printable();
                table.row(
                        mount.point().printable(),
                        mount.type().printable(),
                        source(mount),
                        mount.options().printable()
                                + (propagation.isEmpty() ? "" : " " + propagation));
            }
        }
        try (Printer out = new Printer(call)) {
            table.print(call, out);
        }
        return isAny ? 0 : 1;
    }

    /** What is mounted, and which part of it if not all. */
    private static String source(Mount mount) {
        String root = mount.root().printable();
        return mount.source().printable() + (root.equals("/") ? "" : "[" + root + "]");
    }
}
