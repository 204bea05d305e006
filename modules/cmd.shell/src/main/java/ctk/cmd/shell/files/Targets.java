package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.PlaceException;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;

import java.io.IOException;
import java.util.List;

/** Where cp and mv put things: the last operand, or names in it if it is a directory. */
final class Targets {

    private Targets() {}

    /** What is done with one source. */
    interface Work {

        /** Do it; return the exit code. */
        int apply(Place source, Place target) throws IOException, PlaceException;
    }

    static int each(Call call, List<ByteString> operands, String verb, Work work)
            throws IOException, UsageException {
        ByteString last = operands.getLast();
        List<ByteString> sources = operands.subList(0, operands.size() - 1);
        boolean isDirectory = isDirectory(last);
        if (sources.size() > 1 && !isDirectory) {
            throw new UsageException(last.quoted() + " is no directory");
        }
        int code = 0;
        for (ByteString each : sources) {
            call.check();
            try (Place source = Place.of(each);
                    Place target = isDirectory ? in(last, each) : Place.of(last)) {
                code = Math.max(code, work.apply(source, target));
            } catch (PlaceException e) {
                code = call.fail("cannot " + verb + " " + e.getMessage());
            }
        }
        return code;
    }

    private static Place in(ByteString directory, ByteString source) throws PlaceException {
        ByteString name = TreeWalk.lastOf(source);
        String text = name.toString();
        if (text.equals("..") || text.equals("/")) {
            throw new PlaceException(source, "it has no name of its own");
        }
        return Place.in(directory, name);
    }

    private static boolean isDirectory(ByteString path) {
        try {
            return FileStatus.of(path, true).isDirectory();
        } catch (KernelException e) {
            return false;
        }
    }
}
