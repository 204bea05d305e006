package ctk.plugins.exec;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import java.util.ArrayList;
import java.util.List;

/**
 * Run one program. Its arguments may be secrets.
 *
 * @param name as the configuration has it
 * @param arguments the program first
 */
record RunCommand(String name, List<String> arguments, Manner manner) implements Change {

    /** Of the arguments of the configuration, those that {@link #resolve} returns. */
    static RunCommand of(List<String> arguments, Manner manner, Context context)
            throws SetupException {
        return new RunCommand(arguments.getFirst(), resolve(arguments, manner, context), manner);
    }

    /**
     * Return the command with the path of its program where root runs it, and PATH would otherwise
     * be searched again: what it is then must be what was judged.
     *
     * @throws SetupException if others than root can change the program, or it is not found
     */
    private static List<String> resolve(List<String> arguments, Manner manner, Context context)
            throws SetupException {
        String program = arguments.getFirst();
        if (!manner.isRoot()) {
            return arguments;
        }
        if (program.indexOf('/') > 0) {
            throw new SetupException(
                    "root may not run the relative path " + Text.quote(program),
                    "give an absolute path, or a name that is looked up in PATH");
        }
        String path = program.startsWith("/") ? program : search(program, context);
        if (context.files().status(path) != null) {
            Trust.check(path, manner.own(), context.files());
        }
        List<String> resolved = new ArrayList<>(arguments);
        resolved.set(0, path);
        return resolved;
    }

    /** Return where a name is in PATH, as the performer looks for it. */
    private static String search(String name, Context context) throws SetupException {
        String path = context.environment().value("PATH");
        int from = 0;
        while (path != null && from <= path.length()) {
            int colon = path.indexOf(':', from);
            int end = colon < 0 ? path.length() : colon;
            String file = path.substring(from, end) + "/" + name;
            if (file.charAt(0) == '/' && isProgram(file, context.files())) {
                return file;
            }
            from = end + 1;
        }
        throw new SetupException("there is no " + Text.quote(name) + " in PATH");
    }

    private static boolean isProgram(String file, Files files) throws SetupException {
        FileStatus status = files.status(file);
        boolean isLink = status != null && status.type() == FileStatus.Type.LINK;
        return isLink || (status != null && status.isRegular() && (status.mode() & 0111) != 0);
    }

    @Override
    public String description() {
        return "run " + Text.quote(name) + manner;
    }

    @Override
    public void apply(Actions actions) throws SetupException, InterruptedException {
        if (manner.isRoot()) {
            Trust.check(arguments.getFirst(), manner.own(), actions.files());
        }
        manner.run(name, arguments, actions);
    }
}
