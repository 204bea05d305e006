package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Decoded;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.cmd.shell.tree.Visitor;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.PatientInput;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code grep}. */
public final class Grep extends Described {

    private static final ByteString HERE = ByteString.of(".");
    private static final int TROUBLE = 2;

    /** One for all calls. */
    public Grep() {
        super(
                "grep",
                "[-cFhilnqrv] PATTERN [FILE...]",
                "write the lines that hold a match of a pattern",
                Operand.PATH,
                "-c  count the lines instead",
                "-E  nothing: patterns are like that",
                "-F  the pattern is plain text",
                "-h  do not say in which of several files",
                "-i  upper and lower case are the same",
                "-l  write only the names of files with a match",
                "-n  write the numbers of the lines",
                "-q  write nothing: the exit code tells",
                "-r  search directories too; links in them are not followed",
                "-v  the lines without a match",
                "",
                "PATTERN is a regular expression of Java (java.util.regex.Pattern), which is near",
                "to grep -E and -P. Exit code 0: a match; 1: none; 2: an error.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        List<ByteString> words = flags.atLeast(1, "give a pattern");
        Matching matcher = new Matching(flags, pattern(flags, words.getFirst()));
        List<ByteString> files = words.subList(1, words.size());
        if (files.isEmpty() && flags.has('r')) {
            files = List.of(HERE);
        }
        boolean named = (files.size() > 1 || flags.has('r')) && !flags.has('h');
        boolean failed = false;
        try (Printer out = new Printer(call)) {
            GrepRun run = new GrepRun(matcher, out, named);
            if (flags.has('r')) {
                for (ByteString file : files) {
                    Tree tree = new Tree(call, run, out);
                    TreeWalk.walk(DirectoryCalls.WORKING_DIRECTORY, file, file, tree);
                    failed |= tree.failed;
                }
            } else {
                failed = Inputs.each(call, files, run::search) != 0;
            }
        } catch (StackOverflowError e) {
            call.fail("the pattern is too complex for what it meets");
            return TROUBLE;
        }
        return failed ? TROUBLE : matcher.hasFound() ? 0 : 1;
    }

    private static Pattern pattern(Flags flags, ByteString text) throws UsageException {
        int options = flags.has('i') ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        options |= flags.has('F') ? Pattern.LITERAL : 0;
        try {
            return Pattern.compile(Decoded.of(text.toBytes()), options);
        } catch (PatternSyntaxException e) {
            throw new UsageException(
                    "cannot read pattern " + text.quoted() + ": " + e.getDescription());
        }
    }

    /** Searches the files of a tree. */
    private static final class Tree implements Visitor {

        private final Call call;
        private final GrepRun run;
        private final Printer out;
        private boolean failed;

        Tree(Call call, GrepRun run, Printer out) {
            this.call = call;
            this.run = run;
            this.out = out;
        }

        @Override
        public boolean enter(Entry entry) throws IOException {
            if (entry.status().type() == FileStatus.Type.REGULAR) {
                byte[] name = entry.name().toBytes();
                int file = DirectoryCalls.openFile(entry.directory(), name, false);
                if (file < 0) {
                    fail(entry.path(), Errno.describe(-file));
                    return false;
                }
                search(entry, file);
            }
            return true;
        }

        private void search(Entry entry, int file) throws IOException {
            try (PatientInput in = PatientInput.of(entry.path(), file)) {
                run.search(entry.path(), Inputs.guarded(in));
            } catch (Inputs.Failed e) {
                out.flush();
                call.fail(String.valueOf(e.getMessage()));
                failed = true;
            }
        }

        @Override
        public void fail(ByteString path, String cause) throws IOException {
            out.flush();
            call.fail("cannot read " + path.quoted() + ": " + cause);
            failed = true;
        }
    }
}
