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
import java.util.spi.ToolProvider;
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

    /** The jars whose classes a step may need that finds something to do, as no training does. */
    private static final String STEPS_AND_THEIRS =
            "(plugins|core[.](setup|steps|files|userdb|volumes))[.-].*[.]jar";

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
        assemble.link(modules, product ? ROOTS + STEPS : args[3]);
        assemble.compile(modules);
        if (product) {
            assemble.nativeLibraries();
        }
        assemble.prune();
        assemble.notices();
        if (product) {
            assemble.document(modules);
        }
        assemble.train("ctk-run.jsa", product ? Training.RUN : "ctk run nobody -- true", CONTENDED);
        if (product) {
            assemble.configure();
            assemble.train("ctk-setup.jsa", Training.SETUP, classes(modules, STEPS_AND_THEIRS));
            assemble.train("ctk-volumes.jsa", Training.VOLUMES, CONTENDED);
            assemble.train("ctk.jsa", Training.OTHERS, CONTENDED);
            // it needs most of what is in its archive, so that all is linked beforehand
            assemble.train("ctk-shell.jsa", Training.SHELL, CONTENDED, "-XX:+AOTClassLinking");
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
                        c.resolve("perform.c"),
                        c.resolve("decision.c"),
                        c.resolve("switch.c"),
                        c.resolve("confine.c"),
                        c.resolve("installation.c"),
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
        Native.compile(image.resolve("bin/ctk"), launcher, "-static", "-s", id);
        Native.compile(image.resolve("lib/ctk-vm"), vm, concat(flags, "-s", "-ldl", id));
        delete(training);
        Files.createDirectories(training.resolve("bin"));
        Files.createDirectories(training.resolve("lib"));
        Files.write(training.resolve("filter"), new byte[] {6, 0, 0, 0, 0, 0, (byte) 0xff, 0x7f});
        Native.compile(training.resolve("bin/ctk"), launcher, "-static", "-s", trainingId);
        Files.createSymbolicLink(training.resolve("bin/gosu"), Path.of("ctk"));
        Files.createSymbolicLink(training.resolve("lib/server"), image.resolve("lib/server"));
        List<Path> tool = new ArrayList<>(vm);
        tool.add(c.resolve("training.c"));
        Native.compile(
                training.resolve("lib/ctk-vm"),
                tool,
                concat(flags, "-DCTK_TRAINING", "-ldl", trainingId));
    }

    /** The code that calls the C library for --user-db=nss, for this machine. */
    private void nativeLibraries() throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        Path library = Path.of("jni", machine + "-Linux", "libjffi-1.2.so");
        Path from = top.resolve("third-party/jnr/target/native").resolve(library);
        Files.copy(from, image.resolve("lib").resolve(library.getFileName()));
    }

    /** Who made what is inside, and under which licence. */
    private void notices() throws IOException {
        Path own = Files.createDirectories(image.resolve("legal/ctk"));
        for (String name : List.of("LICENSE", "NOTICE")) {
            Files.copy(top.resolve(name), own.resolve(name));
        }
        Path tomlj = Files.createDirectories(image.resolve("legal/org.tomlj"));
        Path antlr = Path.of("third-party/tomlj/ANTLR-LICENSE.txt");
        Files.copy(top.resolve(antlr), tomlj.resolve(antlr.getFileName()));
        Path asm = Path.of("third-party/jnr/ASM-LICENSE.txt");
        Path jnr = Files.createDirectories(image.resolve("legal/org.jnrproject"));
        Files.copy(top.resolve(asm), jnr.resolve(asm.getFileName()));
        Path jline = Files.createDirectories(image.resolve("legal/org.jline"));
        Files.copy(top.resolve("third-party/jline/LICENSE.txt"), jline.resolve("LICENSE.txt"));
        Path release = Path.of(System.getProperty("java.home"), "release");
        Files.copy(release, image.resolve("legal/java.base/release"));
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
     * List the classes that the lines load, and put them into an archive that is bound to this
     * image.
     *
     * @param further classes that the lines do not load, and that others will
     */
    private void train(String name, String lines, List<String> further, String... options)
            throws Exception {
        Path archive = image.resolve("lib").resolve(name);
        Path list = target.resolve(name + ".classes");
        run(lines, "-Xshare:auto", "-XX:DumpLoadedClassList=" + list);
        Files.write(list, further, StandardOpenOption.APPEND);
        run(
                "ctk --version", // this VM starts no threads, for which the lines would wait
                concat(
                        options,
                        "-Xshare:dump",
                        "-XX:CompressedClassSpaceSize=64m", // an archive must fit into it
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + archive));
        if (!Files.exists(archive) || Files.size(archive) < 1_000_000) {
            throw new IllegalStateException("no class-data archive was made: " + archive);
        }
    }

    /** Return CONTENDED, and the names of all classes in some of the jars. */
    private static List<String> classes(Path modules, String jars) throws IOException {
        List<String> names = new ArrayList<>(CONTENDED);
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

    private void run(String lines, String... options) throws Exception {
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
                                String.join("\n", options)));
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
