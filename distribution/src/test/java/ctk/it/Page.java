package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A man page of the image, as mdoc(7) has it.
 *
 * @param name with its section: {@code ctk-run.1}
 */
record Page(String name, List<String> lines) {

    static final Path DIRECTORY = Image.HOME.resolve("share/man");

    private static final Pattern FLAG = Pattern.compile("(?<= )Fl ([^ ]+)|^\\.Fl ([^ ]+)");

    /** Return all pages. */
    static List<Page> all() throws Exception {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                pages.add(new Page(file.getFileName().toString(), Files.readAllLines(file)));
            }
        }
        return pages;
    }

    /** Return the page of that name. */
    static Page of(String name) throws Exception {
        return all().stream().filter(page -> page.name().equals(name)).findFirst().orElseThrow();
    }

    Path file() {
        return DIRECTORY.resolve("man" + name.substring(name.length() - 1)).resolve(name);
    }

    /** Return the lines of a section. */
    List<String> section(String title) {
        return lines.stream()
                .dropWhile(line -> !line.equals(".Sh " + title))
                .skip(1)
                .takeWhile(line -> !line.startsWith(".Sh "))
                .toList();
    }

    /** Return the options in their order, as {@link HelpText} does. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        String heading = "";
        for (String line : section("OPTIONS")) {
            if (line.startsWith(".Ss ")) {
                heading = line.substring(4) + ":";
            } else if (line.startsWith(".It Fl ")) {
                String item = plain(line.substring(7));
                String option = item.replaceAll(" Ns | Ns$", "\0").replaceAll("\0 ?", "");
                option =
                        option.replace("Oo", "[")
                                .replaceAll(" ?Oc", "]")
                                .replaceAll("Ar \"([^\"]*)\"", "$1");
                options.add(heading + " -" + option.replaceAll(" ?= ?", "=").replace(" [", "["));
            }
        }
        return options;
    }

    /** Return all options that the page mentions anywhere. */
    List<String> mentioned() {
        return lines.stream()
                .flatMap(line -> FLAG.matcher(line).results())
                .map(m -> "-" + plain(m.group(1) != null ? m.group(1) : m.group(2)))
                .toList();
    }

    /**
     * Return what stands behind the macro .It Cm in a list, from a line on to the end of the list.
     */
    static Map<String, String> keys(List<String> lines) {
        Map<String, String> keys = new TreeMap<>();
        lines.stream()
                .takeWhile(line -> !line.equals(".El"))
                .filter(line -> line.startsWith(".It Cm "))
                .map(line -> plain(line.substring(7)).split(" Pq ", 2))
                .forEach(parts -> keys.put(parts[0], parts[1].replace("\"", "")));
        return keys;
    }

    /** Return the pages that it refers to, as NAME.SECTION. */
    Set<String> references() {
        Set<String> references = new TreeSet<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals(".Xr")) {
                references.add(words[1] + "." + words[2]);
            }
        }
        return references;
    }

    private static String plain(String text) {
        return text.replace("\\-", "-").replace("\\e", "\\");
    }
}
