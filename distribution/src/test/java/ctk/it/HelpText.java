package ctk.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a help says.
 *
 * @param options in their order, each with the heading that it stands under: {@code Set-up:
 *     --volume=PATH[:MODE]}
 */
record HelpText(List<String> options) {

    private static final Pattern COMMAND = Pattern.compile("  ([a-z-]+)  .*");
    private static final Pattern OPTION = Pattern.compile(" {2,6}(-[^ ]+(?: [A-Z]+)?)( .*)?");

    /** Return the commands of the help of {@code ctk}, and an empty string for that itself. */
    static List<String> commands() throws Exception {
        List<String> commands = new ArrayList<>(List.of(""));
        Run.ctk("--help")
                .expect(0)
                .out()
                .lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .map(COMMAND::matcher)
                .filter(Matcher::matches)
                .forEach(m -> commands.add(m.group(1)));
        return commands;
    }

    /** Ask a command, or with an empty string ctk itself. */
    static HelpText of(String command) throws Exception {
        Run run = command.isEmpty() ? Run.ctk("--help") : Run.ctk(command, "--help");
        List<String> options = new ArrayList<>();
        String heading = "";
        for (String line : run.expect(0).out().lines().toList()) {
            Matcher option = OPTION.matcher(line);
            if (line.matches("[A-Z][^.]*:")) {
                heading = line;
            } else if (option.matches()) {
                options.add(heading + " " + option.group(1));
            }
        }
        return new HelpText(options);
    }

    /** Return the options without headings and arguments. */
    List<String> names() {
        return options.stream()
                .map(o -> o.substring(o.indexOf(": ") + 2).replaceFirst("[\\[= ].*", ""))
                .toList();
    }
}
