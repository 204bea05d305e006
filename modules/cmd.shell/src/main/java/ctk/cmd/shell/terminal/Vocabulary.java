package ctk.cmd.shell.terminal;

import ctk.cmd.shell.builtin.Operand;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What commands there are, as completion and marking need to know. */
public interface Vocabulary {

    /** Return the built-ins and the commands of ctk, each with half a line on it. */
    Map<String, String> commands();

    /** Return the options of one, each with half a line on it or nothing. */
    Map<String, String> options(String command);

    /** Return what its operands are; null if it is a program. */
    @Nullable Operand operand(String command);

    /** Return the ids of the set-up steps. */
    List<String> steps();
}
