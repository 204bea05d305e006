package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.ModeText;
import ctk.cmd.shell.text.Owners;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Times;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;
import ctk.core.linux.LookCalls;

import java.io.IOException;
import java.util.Arrays;

/** {@code stat}. */
public final class Stat extends Described {

    /** One for all calls. */
    public Stat() {
        super(
                "stat",
                "[-L] PATH...",
                "tell all that the kernel knows of files",
                Operand.PATH,
                "-L  of where a link leads, instead of the link");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        int code = 0;
        Owners owners = Owners.read(false);
        try (Printer out = new Printer(call)) {
            for (ByteString path : flags.atLeast(1, "give a path")) {
                try {
                    print(path, FileStatus.of(path, flags.has('L')), owners, out);
                } catch (KernelException e) {
                    out.flush();
                    code = call.fail(String.valueOf(e.getMessage()));
                }
            }
        }
        return code;
    }

    private static void print(ByteString path, FileStatus status, Owners owners, Printer out)
            throws IOException {
        out.text("path:     ").name(path);
        if (status.type() == FileStatus.Type.LINK) {
            byte[] text = new byte[LookCalls.LONGEST_LINK];
            int here = DirectoryCalls.WORKING_DIRECTORY;
            int length = Math.max(LookCalls.readLink(here, path.toBytes(), text), 0);
            out.text(" -> ").name(ByteString.of(Arrays.copyOf(text, length)));
        }
        out.line();
        String type = status.type().words() + (status.isMountRoot() ? ", a mount point" : "");
        String mode = octal(status.mode()) + " " + ModeText.of(status);
        out.text("type:     " + type + "\n");
        out.text("mode:     " + mode + "\n");
        out.text("owner:    " + both(status.uid(), owners.user(status.uid())) + "\n");
        out.text("group:    " + both(status.gid(), owners.group(status.gid())) + "\n");
        String blocks = status.blocks() + " blocks of 512";
        out.text("size:     " + status.size() + " bytes, " + blocks + "\n");
        String inode = status.inode() + " on device " + device(status.device());
        out.text("inode:    " + inode + ", links " + status.links() + "\n");
        FileStatus.Type kind = status.type();
        if (kind == FileStatus.Type.BLOCK_DEVICE || kind == FileStatus.Type.CHARACTER_DEVICE) {
            out.text("device:   " + device(status.ownDevice()) + "\n");
        }
        out.text("accessed: " + Times.second(status.accessed()) + "\n");
        out.text("modified: " + Times.second(status.modified()) + "\n");
        out.text("changed:  " + Times.second(status.changed()) + "\n");
        String born = status.knowsBirth() ? Times.second(status.born()) : "unknown";
        out.text("born:     " + born + "\n");
    }

    private static String octal(int mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static String both(long id, String name) {
        String number = Long.toString(id);
        return name.equals(number) ? number : number + " (" + name + ")";
    }

    private static String device(long device) {
        return (device >>> 32) + ":" + (int) device;
    }
}
