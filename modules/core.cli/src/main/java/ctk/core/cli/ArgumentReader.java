package ctk.core.cli;

import ctk.core.linux.ByteString;

/**
 * Reads a line against its table: long options as {@code --name}, {@code --name=value} and {@code
 * --name value}; options end at {@code --} or at the first operand.
 */
public final class ArgumentReader {

    private ArgumentReader() {}

    /**
     * Read the options of a line.
     *
     * @param table what may be given
     * @param argv all arguments
     * @param first index of the first that is to be read
     * @return what was given
     * @throws CommandException for an unknown option, or an argument too few or too many
     */
    public static Arguments read(OptionTable table, ByteString[] argv, int first)
            throws CommandException {
        Arguments arguments = new Arguments();
        int at = first;
        while (at < argv.length && argv[at].length() > 0 && argv[at].at(0) == '-') {
            ByteString word = argv[at++];
            if (word.length() == 2 && word.at(1) == '-') {
                arguments.end(at, true);
                return arguments;
            }
            int equals = word.indexOf('=', 0);
            ByteString name = equals < 0 ? word : word.slice(0, equals);
            Option option = table.find(name.toString());
            if (option == null) {
                throw new CommandException(
                        "unknown option " + name.quoted(), Model.suggestion(table, name));
            }
            if (equals >= 0) {
                if (option.argument() == null) {
                    throw new CommandException("option " + name + " takes no argument", null);
                }
                arguments.add(option, word.slice(equals + 1));
            } else if (!option.needsArgument()) {
                arguments.add(option, null);
            } else if (at < argv.length) {
                arguments.add(option, argv[at++]);
            } else {
                throw new CommandException("option " + name + " needs an argument", null);
            }
        }
        arguments.end(at, false);
        return arguments;
    }
}
