package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.cmd.shell.tree.Visitor;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;

import java.io.IOException;
import java.util.List;

/** {@code find}. */
public final class Find implements Builtin {

    private static final ByteString NUL = ByteString.of(new byte[] {0});
    private static final ByteString NEWLINE = ByteString.of("\n");

    /** One for all calls. */
    public Find() {}

    @Override
    public String name() {
        return "find";
    }

    @Override
    public String usage() {
        return "[PATH...] [TEST...] [-print0]";
    }

    @Override
    public String summary() {
        return "find files below directories that pass all tests; links are not followed";
    }

    @Override
    public List<String> details() {
        return List.of(
                "-name GLOB, -iname GLOB  the name; -iname in upper or lower case",
                "-path GLOB  the whole path",
                "-type b|c|d|f|l|p|s  the type",
                "-user USER, -group GROUP  the owner, by name or number",
                "-nouser, -nogroup  the owner has no entry in /etc/passwd or /etc/group",
                "-perm [-|/]MODE  exactly these permissions; - all of them, / any; MODE is octal",
                "-size [+|-]N[c|k|M|G]  size in blocks of 512 bytes or in units, rounded up",
                "-mtime [+|-]DAYS  last change of the content; -newer FILE  after FILE's",
                "-maxdepth N, -mindepth N, -xdev  how deep; not on other file systems",
                "! TEST  the opposite",
                "-print0  a NUL instead of an end of line behind each path",
                "There is no -o, -exec or -delete.");
    }

    @Override
    public List<String> options() {
        return FindTests.NAMES;
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        FindTests tests = FindTests.parse(call.arguments());
        int code = 0;
        try (Printer out = new Printer(call)) {
            for (ByteString path : tests.paths()) {
                Search search = new Search(call, tests, out);
                TreeWalk.walk(DirectoryCalls.WORKING_DIRECTORY, path, path, search);
                code = Math.max(code, search.code);
            }
        }
        return code;
    }

    private static final class Search implements Visitor {

        private final Call call;
        private final FindTests tests;
        private final Printer out;
        private long device;
        private int code;

        Search(Call call, FindTests tests, Printer out) {
            this.call = call;
            this.tests = tests;
            this.out = out;
        }

        @Override
        public boolean enter(Entry entry) throws IOException {
            if (entry.depth() == 0) {
                device = entry.status().device();
            }
            if (entry.depth() >= tests.leastDepth() && tests.pass(entry)) {
                out.name(entry.path()).raw((tests.endsByNul() ? NUL : NEWLINE).toBytes());
            }
            boolean isHere = !tests.staysOnDevice() || entry.status().device() == device;
            return isHere && entry.depth() < tests.mostDepth();
        }

        @Override
        public void fail(ByteString path, String cause) throws IOException {
            out.flush();
            code = call.fail("cannot read " + path.quoted() + ": " + cause);
        }
    }
}
