package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.cmd.shell.tree.Visitor;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ls}. */
public final class Ls extends Described {

    private static final ByteString SELF = ByteString.of(".");

    /** One for all calls. */
    public Ls() {
        super(
                "ls",
                "[-1adhlnRrt] [PATH...]",
                "list files, or what is in directories",
                Operand.PATH,
                "-1  one name a line, as it is when the output is no terminal",
                "-a  also names that start with a dot",
                "-d  directories themselves",
                "-h  sizes as 1.5K, 12M",
                "-l  mode, links, owner, group, size and time beside the names",
                "-n  as -l, with ids instead of names",
                "-R  what is below directories too",
                "-r  the other way round",
                "-t  the newest first, instead of by the bytes of the names");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        List<ByteString> paths = flags.operands().isEmpty() ? List.of(SELF) : flags.operands();
        boolean isLong = flags.has('l') || flags.has('n');
        List<Entry> files = new ArrayList<>();
        List<ByteString> directories = new ArrayList<>();
        int code = 0;
        for (ByteString path : paths) {
            try {
                FileStatus itself = FileStatus.of(path, false);
                FileStatus target = isLong || flags.has('d') ? itself : target(path, itself);
                if (target.isDirectory() && !flags.has('d')) {
                    directories.add(path);
                } else {
                    int here = DirectoryCalls.WORKING_DIRECTORY;
                    files.add(new Entry(here, path, path, itself, 0));
                }
            } catch (KernelException e) {
                code = call.fail(String.valueOf(e.getMessage()));
            }
        }
        try (Printer out = new Printer(call)) {
            Listing listing = new Listing(call, flags, out);
            listing.print(files);
            boolean titled = flags.has('R') || paths.size() > 1;
            for (ByteString path : directories) {
                Contents contents = new Contents(call, flags.has('R'), listing, titled);
                ByteString inside = TreeWalk.join(path, SELF); // where a link leads
                TreeWalk.walk(DirectoryCalls.WORKING_DIRECTORY, inside, path, contents);
                code = Math.max(code, contents.code);
            }
        }
        return code;
    }

    private static FileStatus target(ByteString path, FileStatus itself) {
        try {
            return FileStatus.of(path, true);
        } catch (KernelException e) {
            return itself; // a link that leads nowhere
        }
    }

    /** Lists a directory, and those below it. */
    private static final class Contents implements Visitor {

        private final Call call;
        private final boolean recursive;
        private final Listing listing;
        private final boolean titled;
        private int code;

        Contents(Call call, boolean recursive, Listing listing, boolean titled) {
            this.call = call;
            this.recursive = recursive;
            this.listing = listing;
            this.titled = titled;
        }

        @Override
        public boolean enter(Entry entry) {
            return entry.depth() == 0 || recursive;
        }

        @Override
        public void list(Entry directory, List<Entry> entries) throws IOException {
            if (titled) {
                listing.title(directory.path());
            }
            listing.choose(entries);
            listing.print(entries);
        }

        @Override
        public void fail(ByteString path, String cause) throws IOException {
            listing.flush();
            code = call.fail("cannot read " + path.quoted() + ": " + cause);
        }
    }
}
