package ctk.plugins.exec;

import ctk.core.setup.Actions;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How programs are run.
 *
 * @param user to run as, or null for who ctk is
 * @param directory to run in, or null for the present one
 * @param isRoot whether the user is root, or who ctk is
 * @param own who ctk is
 * @param setsVariables whether they say on descriptor 3 what variables to set
 */
record Manner(
        @Nullable String user,
        @Nullable String directory,
        boolean isRoot,
        long own,
        boolean setsVariables) {

    /**
     * Run a program, and set the variables that it asks for.
     *
     * @param name what messages call it
     */
    void run(String name, List<String> arguments, Actions actions)
            throws SetupException, InterruptedException {
        Actions.Ended ended =
                actions.run(new Actions.Program(arguments, user, directory, setsVariables));
        String program = Text.quote(name);
        if (ended.code() != 0) {
            throw new SetupException(program + outcome(ended.code()));
        }
        if (!setsVariables) {
            return;
        }
        // all lines are read before the first variable is set
        for (Assignment each : Assignments.parse(ended.result(), program)) {
            byte[] value = each.value().getBytes(StandardCharsets.UTF_8);
            if (isRoot) {
                actions.setVariable(each.name(), value);
            } else { // LD_PRELOAD would run another's code as root, and X_FILE would read a file
                actions.setCommandVariable(each.name(), value);
            }
        }
    }

    private static String outcome(int code) {
        boolean isSignal = code > 128 && code <= 128 + 64;
        return isSignal ? " was ended by signal " + (code - 128) : " exited with " + code;
    }

    /** Return how, behind the name of a program. */
    @Override
    public String toString() {
        return user == null ? "" : " as " + Text.quote(user);
    }
}
