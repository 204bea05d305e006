import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parts of an image that are taken from the machine it is built on: JDK and C library. */
final class SystemParts {

    /** The first line of a notice in legal/java.base: what it is about, and of which version. */
    private static final Pattern NOTICE =
            Pattern.compile("## (.+?),?(?: [Vv](?:ersion )?| )(\\d[\\w.-]*)");

    private static final Pattern OWNER = Pattern.compile("(?s)(\\S+?)(?::\\w+)?: .*");

    private final Path image;

    SystemParts(Path image) {
        this.image = image;
    }

    /** The JDK: its modules, its files, and what its vendor says is in java.base. */
    Component jdk() throws IOException {
        Properties release = release(image.resolve("legal/java.base/release"));
        String version = release.getProperty("JAVA_RUNTIME_VERSION");
        boolean isTemurin = release.getProperty("IMPLEMENTOR").equals("Eclipse Adoptium");
        String purl = "pkg:generic/" + (isTemurin ? "temurin" : "openjdk") + "@" + encode(version);
        String licence = "GPL-2.0-only WITH Classpath-exception-2.0";
        String cpe = "cpe:2.3:a:oracle:openjdk:" + release.getProperty("JAVA_VERSION");
        Component jdk =
                new Component("platform", "OpenJDK", version)
                        .with("bom-ref", purl)
                        .with("supplier", Map.of("name", release.getProperty("IMPLEMENTOR")))
                        .licence(licence)
                        .with("cpe", cpe + ":*:*:*:*:*:*:*")
                        .with("purl", purl)
                        .property("ctk:source", release.getProperty("SOURCE"));
        String repository = release.getProperty("SOURCE_REPO");
        if (repository != null) {
            jdk.with(
                    "externalReferences", List.of(Component.map("type", "vcs", "url", repository)));
        }
        String modules = release(image.resolve("release")).getProperty("MODULES");
        for (String name : Arrays.stream(modules.split(" ")).sorted().toList()) {
            if (name.startsWith("java.") || name.startsWith("jdk.")) {
                jdk.inside(
                        new Component("library", name, version)
                                .with("bom-ref", "module:" + name)
                                .licence(licence)
                                .property("ctk:module", name));
            }
        }
        for (Path notice : sorted("legal/java.base", ".*[.]md")) {
            jdk.inside(bundled(notice));
        }
        String files = "lib/(lib[^/]+[.]so|jspawnhelper|tzdb.dat|security/.*|server/libjvm[.]so)";
        for (Path file : sorted("lib", files)) {
            if (!file.endsWith("libjffi-1.2.so")) {
                jdk.inside(Component.file(image, file.toString()));
            }
        }
        return jdk;
    }

    private Component bundled(Path notice) throws IOException {
        try (Stream<String> lines = Files.lines(image.resolve(notice))) {
            String title = lines.findFirst().orElseThrow();
            Matcher parts = NOTICE.matcher(title);
            boolean hasVersion = parts.matches();
            String name = hasVersion ? parts.group(1) : title.substring("## ".length());
            return new Component("library", name, hasVersion ? parts.group(2) : "")
                    .with("bom-ref", "notice:" + notice.getFileName())
                    .licenceIn("legal/java.base/" + notice.getFileName());
        }
    }

    /** The C library, as the package manager of the machine knows it. */
    Component cLibrary() throws Exception {
        Path inImage = sorted("lib/glibc", ".*/ld-linux[^/]*").getFirst();
        String said = Files.readString(image.resolve("legal/glibc/version"));
        Matcher version = Pattern.compile("release version (\\d[\\d.]*\\d)").matcher(said);
        if (!version.find()) {
            throw new IllegalStateException("of which version is this? " + said);
        }
        String loader = "/lib64/" + inImage.getFileName();
        Path real = Path.of(loader).toRealPath();
        Component glibc =
                packaged(real, "glibc", version.group(1))
                        .licence("LGPL-2.1-or-later")
                        .with(
                                "description",
                                "The files of lib/glibc, unchanged; parts are linked statically"
                                        + " into bin/ctk.");
        for (Path file : sorted("lib/glibc", ".*")) {
            glibc.inside(Component.file(image, file.toString()));
        }
        return glibc;
    }

    /** What the compiler adds to each program. */
    static Component compilerLibrary() throws Exception {
        Path archive = Path.of(Package.output(List.of("cc", "-print-libgcc-file-name")).strip());
        String version = Package.output(List.of("cc", "-dumpfullversion")).strip();
        return packaged(archive, "gcc", version)
                .licence("GPL-3.0-or-later WITH GCC-exception-3.1")
                .with("description", "Parts of libgcc, linked statically into bin/ctk.");
    }

    private static Component packaged(Path file, String source, String version) throws Exception {
        // where /lib is a link to /usr/lib, the package manager may know either
        String other = file.toString().replaceFirst("^/usr/", "/");
        String said = asked("dpkg-query", "-S", file.toString());
        Matcher owner = OWNER.matcher(said.isEmpty() ? asked("dpkg-query", "-S", other) : said);
        if (!owner.matches()) {
            String purl = "pkg:generic/" + source + "@" + encode(version);
            return new Component("library", source, version)
                    .with("bom-ref", purl)
                    .with("purl", purl);
        }
        String name = owner.group(1);
        String format = "${Version}\n${Architecture}\n";
        String[] facts = asked("dpkg-query", "-W", "-f", format, name).split("\n");
        Properties system = release(Path.of("/etc/os-release"));
        String purl =
                "pkg:deb/"
                        + system.getProperty("ID")
                        + "/"
                        + name
                        + "@"
                        + encode(facts[0])
                        + "?arch="
                        + facts[1]
                        + "&distro="
                        + system.getProperty("ID")
                        + "-"
                        + system.getProperty("VERSION_ID")
                        + "&upstream="
                        + source;
        return new Component("library", source, facts[0]).with("bom-ref", purl).with("purl", purl);
    }

    /** Return what a command says, or nothing if it fails or is not there. */
    private static String asked(String... command) throws Exception {
        try {
            return Package.output(List.of(command));
        } catch (IOException | IllegalStateException e) {
            return "";
        }
    }

    /** As package URLs have it. */
    private static String encode(String version) {
        return version.replace("%", "%25").replace("+", "%2B").replace("~", "%7E");
    }

    private static Properties release(Path file) throws IOException {
        Properties properties = new Properties();
        for (String line : Files.readAllLines(file)) {
            int at = line.indexOf('=');
            if (at > 0) {
                properties.put(line.substring(0, at), line.substring(at + 1).replace("\"", ""));
            }
        }
        return properties;
    }

    /** Return the files below a directory of the image whose names match, relative to the image. */
    private List<Path> sorted(String directory, String names) throws IOException {
        try (Stream<Path> all = Files.walk(image.resolve(directory))) {
            return all.filter(Files::isRegularFile)
                    .map(image::relativize)
                    .filter(file -> file.toString().matches(names))
                    .sorted()
                    .toList();
        }
    }
}
