import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Completes an image so that it runs on every machine of its architecture, and packs it: the C
 * library it runs on, what is not needed, checksums, and the tarball.
 */
final class Package {

    /**
     * Texts in other languages than English, and large charsets, which no locale of ctk's needs.
     */
    static final String EXCLUDED =
            "**/META-INF/maven/**"
                    + resources("sun/security/tools/keytool/resources/", "**_*.class")
                    + resources("sun/launcher/resources/", "**_*.class", "**_*.properties")
                    + resources("sun/nio/cs/", "GB18030*", "GBK*", "EUC_*", "Johab*", "HKSCS*")
                    + resources("sun/nio/cs/", "Big5*", "SJIS*", "JIS_*", "MS932*");

    /** Whether it is built for arm64; else for x86-64. */
    static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

    /** Names of the entries of jnr that this architecture may need. */
    private static final String JNR =
            "(?!jnr/posix/windows/|jnr/ffi/provider/jffi/platform/(?!SYSTEM/linux/)|OTHER).*"
                    .replace("SYSTEM", ARM ? "aarch64" : "x86_64")
                    .replace(
                            "OTHER",
                            ARM
                                    ? "jnr/x86asm/|com/kenai/jnr/x86asm/"
                                    : "jnr/a64asm/|jnr/constants/platform/linux/aarch64/");

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private final Path top;
    private final Path image;

    Package(Path top, Path image) {
        this.top = top;
        this.image = image;
    }

    private static String resources(String directory, String... patterns) {
        StringBuilder all = new StringBuilder();
        for (String pattern : patterns) {
            all.append(",/java.base/").append(directory).append(pattern);
        }
        return all.toString();
    }

    /**
     * Return a directory of the same modules, without what is for other systems: the native
     * libraries of JLine, none of which ctk loads, and a part of jnr. It is a jar again that is
     * made, since a module's descriptor lists its packages.
     */
    Path slim(Path modules) throws Exception {
        Path slim = modules.resolveSibling("modules-slim");
        Assemble.delete(slim);
        Files.createDirectories(slim);
        try (Stream<Path> jars = Files.list(modules)) {
            for (Path jar : jars.toList()) {
                String name = jar.getFileName().toString();
                String kept =
                        name.startsWith("jline-native-")
                                ? "module-info.class|org/jline/nativ/[^/]+"
                                : name.startsWith("third-party.jnr-") ? JNR : "";
                if (kept.isEmpty()) {
                    Files.copy(jar, slim.resolve(name));
                    continue;
                }
                Path classes = modules.resolveSibling(name.replace(".jar", ""));
                Assemble.delete(classes);
                Files.createDirectories(classes);
                unpack(jar, kept, classes);
                String to = slim.resolve(name).toString();
                String[] create = {"--create", "--file", to, "-C", classes.toString(), "."};
                ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
                if (tool.run(System.out, System.err, create) != 0) {
                    throw new IllegalStateException("no jar was made of " + classes);
                }
            }
        }
        return slim;
    }

    private static void unpack(Path jar, String names, Path to) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (!entry.isDirectory() && entry.getName().matches(names)) {
                    Path copy = to.resolve(entry.getName());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file.getInputStream(entry), copy);
                }
            }
        }
    }

    /** Only what ctk starts stays: bin holds ctk alone, so that it can stand in a PATH. */
    void prune() throws Exception {
        for (String name :
                List.of(
                        "bin/java",
                        "bin/keytool",
                        "bin/jrunscript",
                        "lib/jexec",
                        "lib/classlist",
                        "lib/jvm.cfg", // with libjli: of the program java
                        "lib/libjli.so",
                        "lib/libjsig.so", // for programs with handlers of their own
                        "lib/server/libjsig.so",
                        "lib/libsimdsort.so", // of a compiler that ctk's VMs do without
                        "lib/jrt-fs.jar")) { // for other JDKs to look into this image
            Files.deleteIfExists(image.resolve(name));
        }
        try (Stream<Path> files = Files.list(image.resolve("lib/server"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsa")).toList()) {
                Files.delete(file);
            }
        }
        strip();
    }

    /** Take the names of what is local out of what is not ours: only crash reports show those. */
    private void strip() throws Exception {
        for (Path file : files()) {
            if (file.toString().endsWith(".so") || file.endsWith("jspawnhelper")) {
                output(List.of("strip", "--strip-unneeded", file.toString()));
            }
        }
    }

    /** The code that calls the C library for --user-db=nss, for this machine. */
    void nativeLibraries() throws IOException {
        String machine = ARM ? "aarch64" : "x86_64";
        Path library = Path.of("jni", machine + "-Linux", "libjffi-1.2.so");
        Path from = top.resolve("third-party/jnr/target/native").resolve(library);
        Files.copy(from, image.resolve("lib").resolve(library.getFileName()));
    }

    /** Who made what is inside, and under which licence. */
    void notices() throws IOException {
        Path own = Files.createDirectories(image.resolve("legal/ctk"));
        for (String name : List.of("LICENSE", "NOTICE")) {
            Files.copy(top.resolve(name), own.resolve(name));
        }
        Path tomlj = Files.createDirectories(image.resolve("legal/org.tomlj"));
        Path antlr = Path.of("third-party/tomlj/ANTLR-LICENSE.txt");
        Files.copy(top.resolve(antlr), tomlj.resolve(antlr.getFileName()));
        Path jnr = Files.createDirectories(image.resolve("legal/org.jnrproject"));
        for (String part : List.of("ASM", "LIBFFI", "X86ASM")) {
            String name = part + "-LICENSE.txt";
            Files.copy(top.resolve("third-party/jnr").resolve(name), jnr.resolve(name));
        }
        Path jline = Files.createDirectories(image.resolve("legal/org.jline"));
        Files.copy(top.resolve("third-party/jline/LICENSE.txt"), jline.resolve("LICENSE.txt"));
        Path release = Path.of(System.getProperty("java.home"), "release");
        Files.copy(release, image.resolve("legal/java.base/release"));
    }

    /** Copy the C library that the image's programs and libraries run on, with its loader. */
    void addLibraries() throws Exception {
        Path to = Files.createDirectories(image.resolve("lib/glibc"));
        for (Path file : new TreeSet<>(needed())) {
            Path copy = Files.copy(file, to.resolve(file.getFileName()));
            boolean isLoader = copy.getFileName().toString().startsWith("ld-linux");
            Files.setPosixFilePermissions(
                    copy, PosixFilePermissions.fromString(isLoader ? "rwxr-xr-x" : "rw-r--r--"));
            if (isLoader) {
                Path legal = Files.createDirectories(image.resolve("legal/glibc"));
                String version = output(List.of(copy.toString(), "--version"));
                Files.writeString(legal.resolve("version"), version);
                Path licence = top.resolve("third-party/glibc/COPYING.LIB");
                Files.copy(licence, legal.resolve(licence.getFileName()));
                // the notices of parts that others wrote, which a distribution has beside it
                Path notices = Path.of("/usr/share/doc/libc6/copyright");
                if (Files.exists(notices)) {
                    Files.copy(notices, legal.resolve("copyright"));
                }
            }
        }
    }

    /** As the loader of this machine finds it. */
    private List<Path> needed() throws Exception {
        List<Path> needed = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (!name.equals("ctk-vm") && !name.endsWith(".so")) {
                continue;
            }
            List<String> command = List.of("ldd", file.toString());
            for (MatchResult found : LIBRARY.matcher(output(command)).results().toList()) {
                Path library = Path.of(found.group(1));
                if (!library.startsWith(image)) {
                    needed.add(library);
                }
            }
        }
        return needed;
    }

    /** Write lib/ctk.sha256, which `ctk --self-test` and `sha256sum -c` check. */
    void addChecksums() throws Exception {
        Path list = image.resolve("lib/ctk.sha256");
        StringBuilder lines = new StringBuilder();
        for (Path file : files()) {
            if (!file.equals(list)) {
                lines.append(Component.sha256(file)).append("  ");
                lines.append(image.relativize(file)).append('\n');
            }
        }
        Files.writeString(list, lines);
    }

    /** Add the other names of bin/ctk. */
    void addLinks() throws IOException {
        for (String name : List.of("gosu", "su-exec")) {
            Files.createSymbolicLink(image.resolve("bin").resolve(name), Path.of("ctk"));
        }
    }

    /** Pack it, so that the same files make the same tarball. */
    void pack(Path tarball, Instant time) throws Exception {
        String name = tarball.getFileName().toString().replace(".tar.gz", "");
        List<String> tar = new ArrayList<>(List.of("tar", "--create", "--format=ustar"));
        tar.addAll(
                List.of("--sort=name", "--mtime=@" + time.getEpochSecond(), "--mode=u=rwX,go=rX"));
        tar.addAll(List.of("--owner=root:0", "--group=root:0", "--directory=" + image));
        tar.addAll(List.of("--transform=s,^[.]," + name + ",S", "."));
        var builders =
                List.of(
                        new ProcessBuilder(tar).redirectError(ProcessBuilder.Redirect.INHERIT),
                        new ProcessBuilder("gzip", "-n", "-9").redirectOutput(tarball.toFile()));
        for (Process process : ProcessBuilder.startPipeline(builders)) {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the tarball could not be made");
            }
        }
    }

    /** Return the files of the image, by their names; no links. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(image)) {
            return all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed:\n" + output);
        }
        return output;
    }
}
