import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes a java for tests of sealed starts: java SealedTests.java DIRECTORY writes
 * DIRECTORY/bin/java, which starts the java that runs this in a mount namespace where /etc/ctk is a
 * directory of its own, with the property ctk.sealing. What is sealed in there nobody else finds.
 */
final class SealedTests {

    /** What is mounted below /etc, as a container's hosts and resolv.conf, is there again. */
    private static final String SCRIPT =
            """
            #!/bin/sh
            exec unshare -m --propagation private sh -euc '
            before=$PWD
            mount -t tmpfs t "$1"
            cd "$1"
            shift
            mkdir -m 755 upper work etc
            mount -t overlay -o lowerdir=/etc,upperdir=upper,workdir=work etc etc
            mkdir -m 755 etc/ctk
            for each in $(cut -d " " -f 5 /proc/self/mountinfo | grep "^/etc/" || :); do
                mount --bind "$each" ".$each"
            done
            mount --rbind etc /etc
            cd "$before"
            exec "$@"
            ' sh PLACE JAVA -Dctk.sealing=true "$@"
            """;

    private SealedTests() {}

    static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]).toAbsolutePath();
        Path place = Files.createDirectories(directory.resolve("place"));
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(program, SCRIPT.replace("PLACE", "" + place).replace("JAVA", "" + java));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
