import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes an image: native programs, jlink, class-data archives. java Assemble.java TOP makes ctk;
 * java Assemble.java TOP NAME MODULES ROOTS makes distribution/target/NAME from the modules in a
 * directory, with an archive for {@code run} only.
 */
final class Assemble {

    /** A command's module is added here. */
    private static final String ROOTS = "ctk.main,ctk.cmd.run,ctk.cmd.chownvolumes";

    private static final String RUN =
            "ctk run nobody -- true +++ gosu nobody true +++ ctk run 65534:65534 true"
                    + " +++ ctk run nobody:root true +++ ctk run 12345 true";

    /**
     * The first is a mistyped option, for what suggests the right one; the last must succeed.
     * TRAINING is a small tree.
     */
    private static final String OTHERS =
            "ctk run --dryrun +++ ctk --help +++ ctk --version +++ ctk run --help +++ ctk run"
                    + " --dry-run nobody -- true +++ ctk run --dry-run=json nobody -- true +++ ctk"
                    + " chown-volumes --dry-run --json --verbose --exclude=**/x --mode=go=u-w"
                    + " --owner=65534:65534 TRAINING"
                    + " +++ ctk chown-volumes --owner=65534:65534 /proc/self/fdinfo"
                    + " +++ ctk chown-volumes --dry-run"
                    + " --owner=65534:65534 TRAINING";

    private final Path top;
    private final Path target;
    private final Path image;
    private final Path training;

    private Assemble(Path top, String name) {
        this.top = top;
        target = top.resolve("distribution/target");
        image = target.resolve(name);
        training = target.resolve(name.equals("ctk") ? "training" : name + "-training");
    }

    static void main(String[] args) throws Exception {
        boolean product = args.length == 1;
        Assemble assemble =
                new Assemble(Path.of(args[0]).toAbsolutePath(), product ? "ctk" : args[1]);
        Path modules = product ? assemble.target.resolve("modules") : Path.of(args[2]);
        assemble.link(modules, product ? ROOTS : args[3]);
        assemble.compile();
        assemble.prune();
        assemble.notices();
        assemble.train("ctk-run.jsa", product ? RUN : "ctk run nobody -- true");
        if (product) {
            assemble.train("ctk.jsa", OTHERS);
        }
    }

    private void link(Path modules, String roots) throws IOException {
        delete(image);
        int status =
                ToolProvider.findFirst("jlink")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--module-path",
                                modules.toString(),
                                "--add-modules",
                                roots,
                                "--output",
                                image.toString(),
                                "--no-header-files",
                                "--no-man-pages",
                                "--compress",
                                "zip-0",
                                "--vm=server");
        if (status != 0) {
            throw new IllegalStateException("jlink failed");
        }
    }

    private void compile() throws Exception {
        Path c = top.resolve("distribution/src/main/native");
        Path kernel = top.resolve("modules/core.linux/src/main/native");
        List<Path> vm =
                List.of(
                        c.resolve("vm.c"),
                        c.resolve("child.c"),
                        c.resolve("perform.c"),
                        c.resolve("installation.c"),
                        kernel.resolve("kernel.c"),
                        kernel.resolve("directory.c"),
                        kernel.resolve("process.c"),
                        kernel.resolve("file.c"));
        String[] flags = {"-fPIE", "-pie", "-rdynamic", "-pthread", "-I" + kernel, "-I" + c};
        Native.compile(
                image.resolve("bin/ctk"),
                List.of(
                        c.resolve("launcher.c"),
                        c.resolve("perform.c"),
                        c.resolve("installation.c")),
                "-static",
                "-s");
        Native.compile(image.resolve("lib/ctk-vm"), vm, concat(flags, "-s", "-ldl"));
        delete(training);
        Files.createDirectories(training.resolve("bin"));
        Files.createDirectories(training.resolve("lib"));
        Files.copy(image.resolve("bin/ctk"), training.resolve("bin/ctk"));
        Files.createSymbolicLink(training.resolve("bin/gosu"), Path.of("ctk"));
        Files.createSymbolicLink(training.resolve("lib/server"), image.resolve("lib/server"));
        Native.compile(training.resolve("lib/ctk-vm"), vm, concat(flags, "-DCTK_TRAINING", "-ldl"));
    }

    /** Who made what is inside, and under which licence. */
    private void notices() throws IOException {
        Path own = Files.createDirectories(image.resolve("legal/ctk"));
        for (String name : List.of("LICENSE", "NOTICE")) {
            Files.copy(top.resolve(name), own.resolve(name));
        }
        Path release = Path.of(System.getProperty("java.home"), "release");
        Files.copy(release, image.resolve("legal/java.base/release"));
    }

    /** Only what ctk starts stays: bin holds ctk alone, so that it can stand in a PATH. */
    private void prune() throws IOException {
        for (String name :
                List.of(
                        "bin/java",
                        "bin/keytool",
                        "bin/jrunscript",
                        "lib/jexec",
                        "lib/classlist")) {
            Files.deleteIfExists(image.resolve(name));
        }
        try (Stream<Path> files = Files.list(image.resolve("lib/server"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsa")).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * List the classes that the lines load, and put them into an archive that is bound to this
     * image.
     */
    private void train(String name, String lines) throws Exception {
        Path archive = image.resolve("lib").resolve(name);
        Path list = target.resolve(name + ".classes");
        run(lines, "-Xshare:auto", "-XX:DumpLoadedClassList=" + list);
        run(
                lines,
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive);
        if (!Files.exists(archive) || Files.size(archive) < 1_000_000) {
            throw new IllegalStateException("no class-data archive was made: " + archive);
        }
    }

    private void run(String lines, String... options) throws Exception {
        String placed = lines.replace("TRAINING", training.toString());
        var command = new ArrayList<>(List.of(placed.split(" ")));
        String program = command.getFirst();
        command.set(0, training.resolve("bin").resolve(program).toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH",
                                "/usr/bin:/bin",
                                "CTK_VM_OPTIONS",
                                String.join("\n", options)));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        // after a dump the VM ends by itself, so that ctk fails; whether there is an archive counts
        if (process.waitFor() != 0 && !options[0].contains("dump")) {
            throw new IllegalStateException("training failed: " + command + "\n" + output);
        }
    }

    private static String[] concat(String[] flags, String... more) {
        return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
    }

    private static void delete(Path tree) throws IOException {
        if (Files.notExists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
