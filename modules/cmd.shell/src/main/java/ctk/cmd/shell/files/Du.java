package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Sizes;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.cmd.shell.tree.Visitor;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code du}. */
public final class Du extends Described {

    private static final ByteString HERE = ByteString.of(".");

    /** One for all calls. */
    public Du() {
        super(
                "du",
                "[-ahsx] [-d DEPTH] [PATH...]",
                "tell how much room directories take, in KiB; a file with several names once",
                Operand.PATH,
                "-a  of files too",
                "-d DEPTH  only down to so many directories below PATH",
                "-h  as 1.5K, 12M",
                "-s  only of each PATH as a whole",
                "-x  not what lies on other file systems");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        int depth = flags.has('s') ? 0 : flags.number('d', Integer.MAX_VALUE);
        List<ByteString> paths = flags.operands().isEmpty() ? List.of(HERE) : flags.operands();
        int code = 0;
        Set<String> seen = new HashSet<>();
        try (Printer out = new Printer(call)) {
            for (ByteString path : paths) {
                Sum sum = new Sum(call, flags, depth, seen, out);
                TreeWalk.walk(DirectoryCalls.WORKING_DIRECTORY, path, path, sum);
                code = Math.max(code, sum.code);
            }
        }
        return code;
    }

    private static final class Sum implements Visitor {

        private final Call call;
        private final Flags flags;
        private final int mostDepth;
        private final Set<String> seen;
        private final Printer out;
        private final ArrayDeque<long[]> blocks = new ArrayDeque<>();
        private long device;
        private int code;

        Sum(Call call, Flags flags, int mostDepth, Set<String> seen, Printer out) {
            this.call = call;
            this.flags = flags;
            this.mostDepth = mostDepth;
            this.seen = seen;
            this.out = out;
        }

        @Override
        public boolean enter(Entry entry) throws IOException {
            boolean isTop = entry.depth() == 0;
            if (isTop) {
                device = entry.status().device();
            }
            if (flags.has('x') && entry.status().device() != device) {
                return false;
            }
            boolean isDirectory = entry.status().isDirectory();
            boolean isCounted = isDirectory || entry.status().links() == 1;
            if (!isCounted && !seen.add(entry.identity())) {
                return false;
            }
            long size = entry.status().blocks();
            if (isDirectory) {
                while (blocks.size() > entry.depth()) {
                    add(blocks.pop()[0]); // of one that could not be read
                }
                blocks.push(new long[] {size});
                return true;
            }
            while (blocks.size() > entry.depth()) {
                add(blocks.pop()[0]);
            }
            add(size);
            if (isTop || (flags.has('a') && entry.depth() <= mostDepth)) {
                print(size, entry.path());
            }
            return false;
        }

        @Override
        public void leave(Entry directory) throws IOException {
            while (blocks.size() > directory.depth() + 1) {
                add(blocks.pop()[0]);
            }
            long size = blocks.pop()[0];
            add(size);
            if (directory.depth() <= mostDepth) {
                print(size, directory.path());
            }
        }

        private void add(long size) {
            long[] parent = blocks.peek();
            if (parent != null) {
                parent[0] += size;
            }
        }

        private void print(long size, ByteString path) throws IOException {
            long bytes = size * 512;
            String text =
                    flags.has('h') ? Sizes.human(bytes) : Long.toString((bytes + 1023) / 1024);
            out.text(text + "\t").name(path).line();
        }

        @Override
        public void fail(ByteString path, String cause) throws IOException {
            out.flush();
            code = call.fail("cannot read " + path.quoted() + ": " + cause);
        }
    }
}
