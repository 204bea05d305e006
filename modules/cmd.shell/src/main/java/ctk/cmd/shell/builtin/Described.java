package ctk.cmd.shell.builtin;

import java.util.ArrayList;
import java.util.List;

/**
 * A built-in whose options are read by what its help says of them: a line of the details that
 * starts with {@code -n COUNT} and two blanks is an option with a value, one with {@code -n} and
 * two blanks one without.
 */
public abstract class Described implements Builtin {

    private final String name;
    private final String usage;
    private final String summary;
    private final List<String> details;
    private final Operand operand;

    /**
     * Describe it.
     *
     * @param name it is called by
     * @param usage what may follow the name
     * @param summary half a line that starts with a verb
     * @param operand what its operands are
     * @param details lines of its help, those of options first
     */
    protected Described(
            String name, String usage, String summary, Operand operand, String... details) {
        this.name = name;
        this.usage = usage;
        this.summary = summary;
        this.operand = operand;
        this.details = List.of(details);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String usage() {
        return usage;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final List<String> details() {
        return details;
    }

    @Override
    public final Operand operand() {
        return operand;
    }

    @Override
    public final List<String> options() {
        List<String> options = new ArrayList<>();
        for (String line : details) {
            if (line.startsWith("-")) {
                options.add(line.substring(0, line.indexOf(' ')));
            }
        }
        return List.copyOf(options);
    }

    /** Read the arguments of a call. */
    protected final Flags flags(Call call) throws UsageException {
        return Flags.read(call.arguments(), letters());
    }

    /** Return the letters of the options, those with a value before a colon, as getopt(3) does. */
    private String letters() {
        StringBuilder letters = new StringBuilder();
        for (String line : details) {
            if (line.length() > 3 && line.charAt(0) == '-' && line.charAt(2) == ' ') {
                letters.append(line.charAt(1)).append(line.charAt(3) == ' ' ? "" : ":");
            }
        }
        return letters.toString();
    }
}
