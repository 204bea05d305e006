package ctk.cmd.run;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.linux.ByteString;
import ctk.core.seal.SealedEntry.Form;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code ctk seal} that was read.
 *
 * @param arguments all options
 * @param form of the start that is meant
 * @param options words of the options that are those of the start
 * @param user null in the entrypoint form
 * @param isBare whether no start is named
 */
record SealLine(
        Arguments arguments,
        Form form,
        List<ByteString> options,
        @Nullable ByteString user,
        boolean isBare) {

    private static final ByteString SEPARATOR = ByteString.of("--");
    private static final ByteString GOSU = ByteString.of("gosu");

    static SealLine of(ByteString[] argv, int first) throws CommandException {
        Arguments arguments = ArgumentReader.read(SealOptions.READ, argv, first);
        int operand = arguments.operands();
        boolean isSeparated = arguments.separated();
        boolean isUser = operand < argv.length && !isSeparated;
        if (argv.length - operand > (isSeparated ? 0 : 1)) {
            throw new CommandException(
                    "more than a user given: " + argv[argv.length - 1].quoted(),
                    "the command is no part of a seal: it is sealed for every one");
        }
        List<ByteString> options = options(argv, first, operand);
        ByteString as = arguments.value(SealOptions.AS);
        boolean isGosu = as != null;
        if (as != null && !as.equals(GOSU)) {
            throw Words.refused("--as", as, "it is gosu, for the name su-exec too", null);
        }
        if (isGosu && (!options.isEmpty() || isSeparated)) {
            throw new CommandException(
                    "gosu has no options, and "
                            + (options.isEmpty() ? "--" : options.getFirst())
                            + " is one",
                    "as in ctk seal --as=gosu USER");
        }
        Form form = isGosu ? Form.GOSU : isUser ? Form.USER : Form.ENTRYPOINT;
        boolean isBare = options.isEmpty() && !isUser && !isSeparated && !isGosu;
        return new SealLine(arguments, form, options, isUser ? argv[operand] : null, isBare);
    }

    /** Return the words of options that ctk run knows. */
    private static List<ByteString> options(ByteString[] argv, int first, int operand) {
        List<ByteString> words = new ArrayList<>();
        for (int at = first; at < operand && !argv[at].equals(SEPARATOR); at++) {
            int equals = argv[at].indexOf('=', 0);
            ByteString name = equals < 0 ? argv[at] : argv[at].slice(0, equals);
            Option option = SealOptions.READ.find(name.toString());
            boolean isTwo = equals < 0 && option != null && option.needsArgument();
            if (!SealOptions.isOwn(name.toString())) {
                words.add(argv[at]);
                if (isTwo) {
                    words.add(argv[at + 1]);
                }
            }
            at += isTwo ? 1 : 0;
        }
        return words;
    }

    /** Return the arguments between the program's name and the command. */
    List<ByteString> prefix() {
        List<ByteString> prefix = new ArrayList<>();
        if (form != Form.GOSU) {
            prefix.add(ByteString.of("run"));
        }
        prefix.addAll(options);
        if (user != null) {
            prefix.add(user);
        }
        return prefix;
    }

    /** Return a whole line of the start, with a command. */
    ByteString[] start() {
        List<ByteString> argv = new ArrayList<>();
        argv.add(ByteString.of(form == Form.GOSU ? "gosu" : "ctk"));
        argv.addAll(prefix());
        if (form == Form.ENTRYPOINT) {
            argv.add(SEPARATOR);
        }
        argv.add(ByteString.of("true"));
        return argv.toArray(new ByteString[0]);
    }
}
