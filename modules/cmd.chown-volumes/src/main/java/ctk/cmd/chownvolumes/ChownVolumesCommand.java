package ctk.cmd.chownvolumes;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.Invocation;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.linux.ByteString;
import ctk.core.volumes.VolumeException;

import java.io.IOException;
import java.util.List;

/** {@code ctk chown-volumes [OPTIONS] PATH...}. */
public final class ChownVolumesCommand implements Command {

    /** Called by ServiceLoader. */
    public ChownVolumesCommand() {}

    @Override
    public List<String> names() {
        return List.of("chown-volumes");
    }

    @Override
    public OptionTable options() {
        return ChownOptions.TABLE;
    }

    @Override
    public Outcome run(Invocation invocation) throws CommandException, IOException {
        ByteString[] argv = invocation.arguments();
        Arguments arguments = ArgumentReader.read(ChownOptions.TABLE, argv, invocation.first());
        Outcome common = invocation.answerCommon(arguments, ChownOptions.TABLE);
        if (common != null) {
            return common;
        }
        List<ByteString> paths = List.of(argv).subList(arguments.operands(), argv.length);
        if (paths.isEmpty()) {
            throw new CommandException(
                    "no path given",
                    "usage: ctk chown-volumes " + ChownOptions.TABLE.synopsis().getFirst());
        }
        refuseOptions(paths, arguments);
        try {
            return new Session(invocation, arguments).run(paths);
        } catch (VolumeException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    /** Options end at the first path: one that stands behind would be taken for another path. */
    private static void refuseOptions(List<ByteString> paths, Arguments arguments)
            throws CommandException {
        for (ByteString path : paths) {
            if (!arguments.separated() && path.length() > 1 && path.at(0) == '-') {
                throw new CommandException(
                        "option " + path.quoted() + " stands behind a path",
                        "options come first; a path of that name is given as ./-NAME");
            }
        }
    }
}
