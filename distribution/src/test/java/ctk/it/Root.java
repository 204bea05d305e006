package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A root directory with nothing in it but users and groups, and a mount point for the image: no C
 * library, no shell, no /proc, no /dev, no /tmp.
 */
final class Root {

    /** Where the image is mounted. */
    static final String CTK = "/opt/ctk/bin/ctk";

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    final Path directory;

    private Root(Path directory) {
        this.directory = directory;
    }

    static Root create() throws Exception {
        Root root = new Root(Image.directory("root"));
        Files.createDirectories(root.directory.resolve("opt/ctk"));
        root.write("etc/passwd", "root:x:0:0::/root:\nnobody:x:65534:65534::/nonexistent:\n");
        root.write("etc/group", "root:x:0:\nnogroup:x:65534:\n");
        return root;
    }

    Root write(String path, String text) throws Exception {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Root makeDirectory(String path) throws Exception {
        Files.createDirectories(directory.resolve(path));
        return this;
    }

    /** Copy a program and the libraries it needs; return its path below this root. */
    String add(String program) throws Exception {
        String name = "/" + Path.of(program).getFileName();
        copy(program, name);
        addLibraries(program);
        return name;
    }

    /**
     * Run a command below this root, in a mount namespace of its own, with PATH=/bin alone.
     *
     * @param mounts shell commands to run before, with this directory in $R; they may change R
     */
    Run run(String mounts, String... command) throws Exception {
        return run(Image.HOME, mounts, command);
    }

    /** The same with another image than the one that was built. */
    Run run(Path home, String mounts, String... command) throws Exception {
        String script =
                "set -e; R=$1; shift; " + mounts + "\nmount --bind -o ro $HOME $R/opt/ctk\n";
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "--propagation", "private"));
        all.addAll(List.of("env", "HOME=" + home, "sh", "-c"));
        all.add(script + "exec env -i PATH=/bin /usr/sbin/chroot $R \"$@\"");
        all.addAll(List.of("sh", directory.toString()));
        all.addAll(List.of(command));
        return Run.of(all);
    }

    /** Copy a program that needs no library; return its path below this root. */
    String addStatic(String program) throws Exception {
        String name = "/bin/" + Path.of(program).getFileName();
        copy(program, name);
        return name;
    }

    private void addLibraries(String program) throws Exception {
        Matcher found = LIBRARY.matcher(Run.of(List.of("ldd", program)).expect(0).out());
        TreeSet<String> libraries = new TreeSet<>();
        while (found.find()) {
            libraries.add(found.group(1));
        }
        for (String library : libraries) {
            copy(library, library);
        }
    }

    private void copy(String from, String to) throws Exception {
        Path target = directory.resolve(to.substring(1));
        if (Files.notExists(target)) {
            Files.createDirectories(target.getParent());
            Files.copy(Path.of(from), target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
