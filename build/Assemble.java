import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Makes an image: native programs, jlink, class-data archives. java Assemble.java TOP makes ctk;
 * java Assemble.java TOP NAME MODULES ROOTS makes distribution/target/NAME from the modules in a
 * directory, with an archive for {@code run} only.
 */
final class Assemble {

    /** A command's module is added here. */
    private static final String ROOTS =
            "ctk.main,ctk.cmd.run,ctk.cmd.chownvolumes,ctk.cmd.plugins"
                    + ",ctk.cmd.whoami,ctk.cmd.shell";

    /** The set-up steps of the image; one is added here. */
    private static final String STEPS =
            ",ctk.plugins.chown,ctk.plugins.directory,ctk.plugins.ensureuser,ctk.plugins.exec"
                + ",ctk.plugins.render,ctk.plugins.secrets,ctk.plugins.seed,ctk.plugins.waitfor";

    /** Loaded only when two threads come upon one map at a time. */
    private static final List<String> CONTENDED =
            List.of(
                    "java/util/random/RandomGenerator",
                    "java/util/Random",
                    "java/util/concurrent/ThreadLocalRandom",
                    "jdk/internal/util/random/RandomSupport");

    /** Loaded by a plain start only where /etc/ctk is there, without files, as behind ctk seal. */
    private static final List<String> WITHOUT_FILES =
            List.of("ctk/core/config/Trust", "ctk/core/config/Merge");

    /** The jars whose classes a step may need that finds something to do, as no training does. */
    private static final String STEPS_AND_THEIRS =
            "(plugins|core[.](setup|steps|files|userdb|volumes))[.-].*[.]jar";

    /** Where the launcher begins, before libc does. */
    private static final String FIRST = "-Wl,-e,ctk_start";

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
        Package pack = new Package(assemble.top, assemble.image);
        Path modules = product ? assemble.target.resolve("modules") : Path.of(args[2]);
        assemble.link(product ? pack.slim(modules) : modules, product ? ROOTS + STEPS : args[3]);
        assemble.compile(modules);
        if (product) {
            pack.nativeLibraries();
        }
        pack.prune();
        pack.notices();
        if (product) {
            assemble.document(modules);
        }
        assemble.train(product ? Training.RUN : "ctk run nobody -- true");
        if (product) {
            assemble.configure();
            String all =
                    String.join(
                            " +++ ",
                            Training.SETUP,
                            Training.VOLUMES,
                            Training.OTHERS,
                            Training.SHELL);
            assemble.trainFurther("ctk.jsa", all, classes(modules, STEPS_AND_THEIRS));
        }
        pack.addLibraries();
        if (product) {
            pack.addLinks();
            Pom pom = Pom.read(assemble.top);
            String machine = Package.ARM ? "arm64" : "x64";
            String name = "ctk-" + pom.version() + "-linux-" + machine;
            Path bom = assemble.target.resolve(name + ".cdx.json");
            new Sbom(pom, assemble.image, modules).write(bom);
            pack.addChecksums();
            pack.pack(assemble.target.resolve(name + ".tar.gz"), pom.time());
        }
    }

    /**
     * In a VM of its own: jlink runs its plugins in the order of their identity hashes, which are
     * random unless they are all the same; two of them change the same classes.
     */
    private void link(Path modules, String roots) throws Exception {
        delete(image);
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                        "-J-XX:+UnlockExperimentalVMOptions",
                        "-J-XX:hashCode=2",
                        "--module-path",
                        modules.toString(),
                        "--add-modules",
                        roots,
                        "--output",
                        image.toString(),
                        "--strip-java-debug-attributes",
                        "--exclude-resources=" + Package.EXCLUDED,
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-0",
                        "--vm=server");
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("jlink failed");
        }
    }

    private void compile(Path modules) throws Exception {
        Path c = top.resolve("distribution/src/main/native");
        Path kernel = top.resolve("modules/core.linux/src/main/native");
        String id = "-DBUILD_ID=\"" + BuildId.of(modules, c, kernel) + "\"";
        String trainingId = "-DBUILD_ID=\"training\""; // performs no start sealed on this machine
        List<Path> vm =
                List.of(
                        c.resolve("vm.c"),
                        c.resolve("purpose.c"),
                        c.resolve("child.c"),
                        c.resolve("crash.c"),
                        c.resolve("perform.c"),
                        c.resolve("decision.c"),
                        c.resolve("switch.c"),
                        c.resolve("confine.c"),
                        c.resolve("installation.c"),
                        c.resolve("entry.c"),
                        c.resolve("library.c"),
                        c.resolve("memory.c"),
                        kernel.resolve("kernel.c"),
                        kernel.resolve("directory.c"),
                        kernel.resolve("job.c"),
                        kernel.resolve("process.c"),
                        kernel.resolve("file.c"),
                        kernel.resolve("privilege.c"),
                        kernel.resolve("self.c"),
                        kernel.resolve("seal.c"),
                        kernel.resolve("look.c"));
        String[] flags = {"-fPIE", "-pie", "-rdynamic", "-pthread", "-I" + kernel, "-I" + c};
        List<Path> launcher =
                List.of(
                        c.resolve("launcher.c"),
                        c.resolve("sealed_start.c"),
                        c.resolve("sealed.c"),
                        c.resolve("conditions.c"),
                        c.resolve("perform.c"),
                        c.resolve("decision.c"),
                        c.resolve("switch.c"),
                        c.resolve("confine.c"),
                        c.resolve("installation.c"));
        Native.compile(image.resolve("bin/ctk"), launcher, "-static", FIRST, "-s", id);
        Native.compile(image.resolve("lib/ctk-vm"), vm, concat(flags, "-s", "-ldl", id));
        delete(training);
        Files.createDirectories(training.resolve("bin"));
        Files.createDirectories(training.resolve("lib"));
        Files.write(training.resolve("filter"), new byte[] {6, 0, 0, 0, 0, 0, (byte) 0xff, 0x7f});
        Native.compile(training.resolve("bin/ctk"), launcher, "-static", FIRST, "-s", trainingId);
        Files.createSymbolicLink(training.resolve("bin/gosu"), Path.of("ctk"));
        Files.createSymbolicLink(training.resolve("lib/server"), image.resolve("lib/server"));
        List<Path> tool = new ArrayList<>(vm);
        tool.add(c.resolve("training.c"));
        Native.compile(
                training.resolve("lib/ctk-vm"),
                tool,
                concat(flags, "-DCTK_TRAINING", "-ldl", trainingId));
    }

    /**
     * Man pages and completions, from man and completion and what the modules say of themselves.
     */
    private void document(Path modules) throws Exception {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path=" + modules,
                        "--module=ctk.documents/ctk.documents.Documents",
                        top.toString(),
                        image.resolve("share").toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("the documents could not be made");
        }
    }

    /** Write a configuration that whoever builds this may trust. */
    private void configure() throws IOException {
        Path directory = Files.createDirectories(training.resolve("etc"));
        Files.createDirectories(training.resolve("volume"));
        Files.writeString(training.resolve("lines"), placed(Training.SHELL_LINES));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        configure(directory.resolve("ctk.toml"), Training.SETUP_CONFIG);
        configure(directory.resolve("escaped.toml"), Training.ESCAPED_CONFIG);
    }

    private void configure(Path file, String text) throws IOException {
        Files.writeString(file, placed(text));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Fill in where the training is, and who does it. */
    private String placed(String text) throws IOException {
        Object uid = Files.getAttribute(training, "unix:uid");
        Object gid = Files.getAttribute(training, "unix:gid");
        return text.replace("TRAINING/", training + "/").replace("OWNER", uid + ":" + gid);
    }

    /**
     * List the classes that the lines load, and put them into the archive that every start uses; it
     * is bound to this image. By its place the VM finds it, and so does the other archive, which
     * would keep the path of any other place.
     */
    private void train(String lines) throws Exception {
        Path archive = image.resolve("lib/server/classes.jsa");
        Path list = target.resolve("classes");
        run(lines, List.of(), "-Xshare:auto", "-XX:DumpLoadedClassList=" + list);
        Files.write(list, CONTENDED, StandardOpenOption.APPEND);
        Files.write(list, WITHOUT_FILES, StandardOpenOption.APPEND);
        run(
                "ctk --version", // this VM starts no threads, for which the lines would wait
                List.of(),
                "-Xshare:dump",
                "-XX:CompressedClassSpaceSize=64m", // an archive must fit into it
                "-XX:StringTableSize=65536", // one that grows meanwhile orders texts by chance
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive);
        require(archive);
    }

    /**
     * Put the classes that the lines load besides into an archive that builds on the other.
     *
     * @param further classes that the lines do not load, and that others will
     */
    private void trainFurther(String name, String lines, List<String> further) throws Exception {
        Path archive = image.resolve("lib").resolve(name);
        run(
                lines,
                further,
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ArchiveClassesAtExit=" + archive);
        require(archive);
    }

    private static void require(Path archive) throws IOException {
        if (!Files.exists(archive) || Files.size(archive) < 1_000_000) {
            throw new IllegalStateException("no class-data archive was made: " + archive);
        }
    }

    /** Return the names of all classes in some of the jars. */
    private static List<String> classes(Path modules, String jars) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> all = Files.list(modules)) {
            for (Path jar :
                    all.filter(f -> f.getFileName().toString().matches(jars)).sorted().toList()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    file.stream()
                            .map(JarEntry::getName)
                            .filter(
                                    entry ->
                                            entry.endsWith(".class")
                                                    && !entry.equals("module-info.class"))
                            .map(entry -> entry.substring(0, entry.length() - ".class".length()))
                            .sorted()
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    private void run(String lines, List<String> classes, String... options) throws Exception {
        var command = new ArrayList<>(List.of(placed(lines).split(" ")));
        String program = command.getFirst();
        command.set(0, training.resolve("bin").resolve(program).toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH",
                                "/usr/bin:/bin",
                                "TERM",
                                "xterm",
                                "CTK_KEYS",
                                Training.SHELL_KEYS,
                                "CTK_VM_OPTIONS",
                                String.join("\n", options),
                                "CTK_CLASSES",
                                String.join("\n", classes)));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        // after a dump the VM ends by itself, so that ctk fails; whether there is an archive counts
        if (process.waitFor() != 0 && !List.of(options).contains("-Xshare:dump")) {
            throw new IllegalStateException("training failed: " + command + "\n" + output);
        }
    }

    private static String[] concat(String[] flags, String... more) {
        return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
    }

    static void delete(Path tree) throws IOException {
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
