import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the build's own programs take from the pom.xml: the version, its time, libraries. */
record Pom(Path top, String text) {

    private static final Pattern ITEM =
            Pattern.compile(
                    "<artifactItem>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*"
                        + "<version>\\$\\{([^}]+)}</version>"
                        + "(?:\\s*<classifier>([^<]+)</classifier>)?");

    /**
     * A published jar.
     *
     * @param classifier empty if it is the usual jar
     */
    record Jar(String group, String artifact, String version, String classifier) {

        /** Return its file, as Maven keeps it. */
        Path file() {
            String usual = System.getProperty("user.home") + "/.m2/repository";
            String name = artifact + "-" + version;
            return Path.of(System.getProperty("local.repository", usual))
                    .resolve(group.replace('.', '/'))
                    .resolve(artifact)
                    .resolve(version)
                    .resolve(name + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar");
        }

        /** Return its package URL. */
        String purl() {
            String qualifiers = classifier.isEmpty() ? "" : "classifier=" + classifier + "&";
            return "pkg:maven/"
                    + group
                    + "/"
                    + artifact
                    + "@"
                    + version
                    + "?"
                    + qualifiers
                    + "type=jar";
        }
    }

    static Pom read(Path top) throws IOException {
        return new Pom(top, Files.readString(top.resolve("pom.xml")));
    }

    String property(String name) {
        Pattern pattern = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</");
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    /** The version of ctk, which only the pom.xml states. */
    String version() {
        return property("revision");
    }

    /** When a file that is packed was changed last, so that it is the same in each build. */
    Instant time() {
        return Instant.parse(property("project.build.outputTimestamp"));
    }

    /** Return the jars that a module of third-party takes classes or sources from. */
    List<Jar> jarsOf(String module) throws IOException {
        String items = Files.readString(top.resolve("third-party/" + module + "/pom.xml"));
        List<Jar> jars = new ArrayList<>();
        for (MatchResult item : ITEM.matcher(items).results().toList()) {
            String classifier = item.group(4) == null ? "" : item.group(4);
            String version = property(item.group(3));
            jars.add(new Jar(item.group(1), item.group(2), version, classifier));
        }
        return jars;
    }
}
