package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Sizes;
import ctk.cmd.shell.text.Table;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;
import ctk.core.linux.LookCalls;
import ctk.core.proc.Mount;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code df}. */
public final class Df extends Described {

    /** One for all calls. */
    public Df() {
        super(
                "df",
                "[-ahi] [PATH...]",
                "tell how full file systems are, in KiB: all, or those that hold PATH",
                Operand.PATH,
                "-a  also those without room, as proc, and mounts of the same file system",
                "-h  as 1.5K, 12M",
                "-i  files instead of room");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        int code = 0;
        try (Printer out = new Printer(call)) {
            Table table =
                    flags.has('i')
                            ? Table.of(
                                    "FILESYSTEM", "TYPE", ">FILES", ">USED", ">FREE", ">USE%", "ON")
                            : Table.of(
                                    "FILESYSTEM",
                                    "TYPE",
                                    ">SIZE",
                                    ">USED",
                                    ">AVAIL",
                                    ">USE%",
                                    "ON");
            if (flags.operands().isEmpty()) {
                all(flags, table);
            }
            for (ByteString path : flags.operands()) {
                try {
                    row(mountOf(path), path, flags, table);
                } catch (KernelException e) {
                    code = call.fail(String.valueOf(e.getMessage()));
                }
            }
            if (code == 0 || table.hasRows()) {
                table.print(call, out);
            }
        }
        return code;
    }

    private static void all(Flags flags, Table table) throws IOException {
        Set<Long> devices = new HashSet<>();
        for (Mount mount : Mount.all()) {
            long[] facts = new long[LookCalls.FILE_SYSTEM];
            boolean known = LookCalls.fileSystem(mount.point().toBytes(), facts) == 0;
            if (flags.has('a') || (known && facts[1] > 0 && devices.add(device(mount)))) {
                row(mount, facts, flags, table);
            }
        }
    }

    private static long device(Mount mount) {
        try {
            return FileStatus.of(mount.point(), true).device();
        } catch (KernelException e) {
            return -mount.id(); // its own
        }
    }

    private static void row(Mount mount, ByteString path, Flags flags, Table table)
            throws KernelException {
        long[] facts = new long[LookCalls.FILE_SYSTEM];
        int result = LookCalls.fileSystem(path.toBytes(), facts);
        if (result < 0) {
            throw new KernelException("look at", path, -result);
        }
        row(mount, facts, flags, table);
    }

    private static void row(Mount mount, long[] facts, Flags flags, Table table) {
        boolean files = flags.has('i');
        long all = files ? facts[4] : facts[1];
        long free = files ? facts[5] : facts[2];
        long usable = files ? free : facts[3];
        long used = all - free;
        long unit = files ? 1 : facts[0];
        String share = "-";
        if (used + usable > 0) {
            share = (used * 100 + used + usable - 1) / (used + usable) + "%";
        }
        table.row(
                mount.source().printable(),
                mount.type().printable(),
                shown(all * unit, flags),
                shown(used * unit, flags),
                shown(usable * unit, flags),
                share,
                mount.point());
    }

    private static String shown(long amount, Flags flags) {
        if (flags.has('h')) {
            return Sizes.human(amount);
        }
        return Long.toString(flags.has('i') ? amount : (amount + 1023) / 1024);
    }

    /**
     * The last mount of the device that the file lies on, of which the path starts with its own.
     */
    private static Mount mountOf(ByteString path) throws IOException {
        long device = FileStatus.of(path, true).device();
        List<Mount> mounts = Mount.all();
        Mount found = null;
        for (Mount mount : mounts) {
            boolean isPrefix = found != null && path.startsWith(mount.point());
            if ((found == null || isPrefix) && device(mount) == device) {
                found = mount;
            }
        }
        if (found == null) {
            throw new KernelException("find the mount of", path, Errno.ENOENT);
        }
        return found;
    }
}
