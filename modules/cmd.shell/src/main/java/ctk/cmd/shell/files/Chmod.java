package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.PlaceException;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.cmd.shell.tree.Visitor;
import ctk.core.linux.ByteString;
import ctk.core.linux.CurrentProcess;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.volumes.ModeChange;
import ctk.core.volumes.VolumeException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code chmod}. */
public final class Chmod extends Described {

    private static final String SEPARATOR = "--";

    /** One for all calls. */
    public Chmod() {
        super(
                "chmod",
                "[-R] MODE PATH...",
                "change permissions; a link is refused, and passed over by -R",
                Operand.PATH,
                "-R  with all below directories",
                "",
                "MODE is octal or as u=rwX,g+rX,o-w; D and F before it: only directories, only",
                "others.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = Flags.read(modeFirst(call.arguments()), "R");
        List<ByteString> words = flags.atLeast(2, "give a mode and a path");
        ModeChange change = parse(words.getFirst());
        int code = 0;
        for (ByteString path : words.subList(1, words.size())) {
            try (Place place = Place.of(path)) {
                FileStatus status = place.status();
                if (status != null && status.type() == FileStatus.Type.LINK) {
                    throw new PlaceException(path, "it is a symbolic link");
                }
                Tree tree = new Tree(call, change, flags.has('R'));
                TreeWalk.walk(place.directory(), place.name(), path, tree);
                code = Math.max(code, tree.code);
            } catch (PlaceException e) {
                code = call.fail("cannot change the mode of " + e.getMessage());
            }
        }
        return code;
    }

    /** Take {@code -x} for a mode, which it is in chmod. */
    private static List<ByteString> modeFirst(List<ByteString> words) {
        List<ByteString> result = new ArrayList<>(words);
        for (int i = 0; i < result.size(); i++) {
            String word = result.get(i).toString();
            if (word.matches("-[rwxXstugo].*")) {
                result.add(i, ByteString.of(SEPARATOR));
                return result;
            }
            if (!word.startsWith("-") || word.equals(SEPARATOR)) {
                return result;
            }
        }
        return result;
    }

    private static ModeChange parse(ByteString mode) throws UsageException {
        try {
            return ModeChange.parse(mode, CurrentProcess.umask());
        } catch (VolumeException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static final class Tree implements Visitor {

        private final Call call;
        private final ModeChange change;
        private final boolean recursive;
        private int code;

        Tree(Call call, ModeChange change, boolean recursive) {
            this.call = call;
            this.change = change;
            this.recursive = recursive;
        }

        @Override
        public boolean enter(Entry entry) throws IOException {
            if (entry.status().type() == FileStatus.Type.LINK) {
                return false;
            }
            byte[] name = entry.name().toBytes();
            int file = DirectoryCalls.openPath(entry.directory(), name, 0, name.length);
            FileStatus status = file < 0 ? null : FileStatus.ofFile(file);
            int result = file < 0 ? file : -Errno.ESTALE;
            if (status != null && status.type() != FileStatus.Type.LINK) {
                int mode = change.apply(status.mode(), status.isDirectory());
                result = DirectoryCalls.changeMode(file, mode);
            }
            if (file >= 0) {
                DirectoryCalls.close(file);
            }
            if (result < 0) {
                fail(entry.path(), Errno.describe(-result));
            }
            return recursive;
        }

        @Override
        public void fail(ByteString path, String cause) throws IOException {
            code = call.fail("cannot change the mode of " + path.quoted() + ": " + cause);
        }
    }
}
