import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes what is handed out beside the tarball of an image: java Release.java TOP writes the Debian
 * package and SHA256SUMS into distribution/target.
 */
final class Release {

    private final Pom pom;
    private final Path target;
    private final Path image;
    private final Path root;

    private Release(Path top) throws IOException {
        pom = Pom.read(top);
        target = top.resolve("distribution/target");
        image = target.resolve("ctk");
        root = target.resolve("debian");
    }

    static void main(String[] args) throws Exception {
        Release release = new Release(Path.of(args[0]).toAbsolutePath());
        release.deleteOlder();
        if (Stream.of("/usr/bin/dpkg-deb", "/bin/dpkg-deb").map(Path::of).anyMatch(Files::exists)) {
            release.lay();
            release.pack();
        } else {
            System.out.println("no Debian package is made: dpkg-deb is not installed");
        }
        release.sum();
    }

    private void deleteOlder() throws IOException {
        for (Path file : files(target, "ctk_.*[.]deb")) {
            Files.delete(file);
        }
    }

    /** Lay out the files of the package: the image as it is, and what others look for elsewhere. */
    private void lay() throws Exception {
        Assemble.delete(root);
        Path lib = Files.createDirectories(root.resolve("usr/lib"));
        Package.output(List.of("cp", "-R", "-P", image.toString(), lib.toString()));
        link("usr/bin/ctk", "../lib/ctk/bin/ctk");
        link("usr/share/bash-completion/completions/ctk", share("bash-completion/completions/ctk"));
        link("usr/share/zsh/vendor-completions/_ctk", share("zsh/site-functions/_ctk"));
        link(
                "usr/share/fish/vendor_completions.d/ctk.fish",
                share("fish/vendor_completions.d/ctk.fish"));
        for (int section : new int[] {1, 5, 7}) {
            String directory = "share/man/man" + section;
            for (Path page : files(image.resolve(directory), ".*")) {
                String text = Files.readString(page);
                compress(text, "usr/" + directory + "/" + page.getFileName());
            }
        }
        compress(text("changelog"), "usr/share/doc/ctk/changelog");
        String changes = Files.readString(pom.top().resolve("CHANGELOG.md"));
        compress(changes, "usr/share/doc/ctk/CHANGELOG.md");
        write(text("copyright"), "usr/share/doc/ctk/copyright");
        write(text("lintian-overrides"), "usr/share/lintian/overrides/ctk");
        write(md5sums(), "DEBIAN/md5sums");
        write(text("control"), "DEBIAN/control");
        Package.output(List.of("chmod", "-R", "u=rwX,go=rX", root.toString()));
    }

    /** The same files make the same package: their times, owners and order are set, and one CPU. */
    private void pack() throws Exception {
        String name = "ctk_" + pom.version() + "_" + architecture() + ".deb";
        ProcessBuilder builder =
                new ProcessBuilder(
                        "dpkg-deb",
                        "--root-owner-group",
                        "-Zxz",
                        "-z1", // of 22 MB, 6 gives 20 in a minute
                        "--build",
                        root.toString(),
                        target.resolve(name).toString());
        builder.environment().put("SOURCE_DATE_EPOCH", "" + pom.time().getEpochSecond());
        builder.environment().put("DPKG_DEB_THREADS_MAX", "1");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("the Debian package could not be made");
        }
        Assemble.delete(root);
    }

    /** Write SHA256SUMS, as sha256sum does. */
    private void sum() throws IOException {
        StringBuilder lines = new StringBuilder();
        String version = pom.version().replace(".", "[.]");
        for (Path file :
                files(target, "ctk[-_]" + version + "[-_].*[.](tar[.]gz|cdx[.]json|deb)")) {
            lines.append(Component.sha256(file)).append("  ").append(file.getFileName());
            lines.append('\n');
        }
        Files.writeString(target.resolve("SHA256SUMS"), lines);
    }

    private static String share(String name) {
        return "../../../lib/ctk/share/" + name;
    }

    private void link(String name, String to) throws IOException {
        Path link = root.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(to));
    }

    private void write(String text, String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void compress(String text, String name) throws Exception {
        write(text, name);
        Package.output(List.of("gzip", "-n", "-9", root.resolve(name).toString()));
    }

    /** Return a file of distribution/debian with what is known only now. */
    private String text(String name) throws Exception {
        String text = Files.readString(pom.top().resolve("distribution/debian/" + name));
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(pom.time().atOffset(ZoneOffset.UTC));
        return text.replace("@VERSION@", pom.version())
                .replace("@ARCHITECTURE@", architecture())
                .replace("@DATE@", date.replace("GMT", "+0000"))
                .replace("@KIBIBYTES@", "" + kibibytes());
    }

    private static String architecture() {
        return Package.ARM ? "arm64" : "amd64";
    }

    /** As deb-substvars(5) counts: files in whole KiB, and one for each other thing. */
    private long kibibytes() throws IOException {
        long sum = 0;
        try (Stream<Path> all = Files.walk(root.resolve("usr"))) {
            for (Path each : all.toList()) {
                boolean isFile = Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS);
                sum += isFile ? (Files.size(each) + 1023) / 1024 : 1;
            }
        }
        return sum;
    }

    private String md5sums() throws Exception {
        StringBuilder lines = new StringBuilder();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root.resolve("usr"))) {
            files = all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList();
        }
        for (Path file : files.stream().sorted().toList()) {
            byte[] sum = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
            lines.append(HexFormat.of().formatHex(sum)).append("  ");
            lines.append(root.relativize(file)).append('\n');
        }
        return lines.toString();
    }

    private static List<Path> files(Path directory, String names) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
        }
    }
}
