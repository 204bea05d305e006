package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory for trees whose owners change, and for what lies beside them and must stay as it is.
 * Commands run in it, so that paths in messages are short and always the same.
 *
 * @param top the directory; every user may enter it
 */
record Tree(Path top) {

    /** Whom {@code chown} below gives files to; nobody else's number. */
    static final String OWNER = "4711:4712";

    /** Where the image is mounted for {@link #script}, so that every user reaches it. */
    private static final String PRELUDE =
            """
            mkdir -p ctk; mount --bind "$HOME" ctk; CTK=$PWD/ctk/bin/ctk
            chown() { "$CTK" chown-volumes --owner=4711:4712 "$@"; }
            owners() { find "$@" -printf '%U:%G %p\\n' | LC_ALL=C sort -k2; }
            """;

    static Tree create() throws IOException {
        return new Tree(Image.directory("tree"));
    }

    /**
     * Create one far below the directory for tests: a walk that is broken and climbs up from it
     * stays among directories that are made for it.
     */
    static Tree createDeep() throws IOException {
        Path top = Image.directory("tree").resolve("deep/".repeat(24));
        return new Tree(Files.createDirectories(top));
    }

    Path path(String name) {
        return top.resolve(name);
    }

    /** Make directories, with those above them. */
    Tree directories(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(path(name));
        }
        return this;
    }

    /** Make files, with the directories above them. */
    Tree files(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(path(name).getParent());
            Files.writeString(path(name), "text of " + name + "\n");
        }
        return this;
    }

    Tree link(String name, String target) throws IOException {
        Files.createSymbolicLink(path(name), Path.of(target));
        return this;
    }

    /** Return uid and gid of a file, of a link its own: {@code 0:0}. */
    String owner(String name) throws IOException {
        return owner(path(name));
    }

    private static String owner(Path path) throws IOException {
        Map<String, Object> ids =
                Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
        return ids.get("uid") + ":" + ids.get("gid");
    }

    /** Return type and mode of a file in octal digits: {@code 100644}. */
    String mode(String name) throws IOException {
        Object mode = Files.getAttribute(path(name), "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return Integer.toOctalString((int) mode);
    }

    /** Return the owner of a file and of all below it, by their paths. */
    SortedMap<String, String> owners(String name) throws IOException {
        SortedMap<String, String> owners = new TreeMap<>();
        try (Stream<Path> files = Files.walk(path(name))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                owners.put(top.relativize(file).toString(), owner(file));
            }
        }
        return owners;
    }

    /** Return a line of owner, mode and path for a file and each below it, to be compared. */
    String state(String name) throws Exception {
        String script = "find \"$1\" -printf '%U:%G %m %p\\n' | LC_ALL=C sort -k3";
        return run("sh", "-c", script, "sh", name).expect(0).out();
    }

    /** Fail the test unless a file and all below it belong to this owner. */
    void expectOwner(String owner, String... names) throws IOException {
        for (String name : names) {
            owners(name).forEach((path, actual) -> assertEquals(owner, actual, path));
        }
    }

    /** Run a command in the directory. */
    Run run(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("env", "-C", top.toString()));
        all.addAll(List.of(command));
        return Run.of(all);
    }

    /** Run {@code ctk chown-volumes --owner=4711:4712} in the directory. */
    Run chown(String... arguments) throws Exception {
        return run(chownCommand(arguments));
    }

    /** Return the command {@code ctk chown-volumes --owner=4711:4712}. */
    static String[] chownCommand(String... arguments) {
        List<String> all = new ArrayList<>(List.of(Image.CTK, "chown-volumes"));
        all.add("--owner=" + OWNER);
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    /**
     * Run a script of sh in the directory, in a mount namespace of its own. There {@code chown} is
     * {@link #chown}, and {@code owners FILE...} prints the owner of each file and of all below it.
     * Should it exit with 77, the test is skipped, for the reason on standard error.
     *
     * @param arguments {@code $1} and so on
     */
    Run script(String script, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "--propagation", "private"));
        all.addAll(List.of("env", "HOME=" + Image.HOME, "sh", "-euc", PRELUDE + script, "sh"));
        all.addAll(List.of(arguments));
        Run run = run(all.toArray(String[]::new));
        if (run.code() == 77) {
            System.out.println("skipped: " + run.err());
        }
        assumeTrue(run.code() != 77, run.err());
        return run;
    }

    /** Return a number of the summary that {@code --json} printed. */
    static long count(Run run, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":(\\d+)[,}]").matcher(run.out());
        assertTrue(found.find(), key + " is not in " + run.out() + run.err());
        return Long.parseLong(found.group(1));
    }
}
