package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/**
 * The image and what is packed from it, made a second time of the same jars, differ in what
 * distribution/reproduce lists alone. That script does the same from the sources.
 */
class ReproducibleIT {

    /** In another place, at another time, with another umask, time zone and locale. */
    private static final String AGAIN =
            """
            cd "$1"
            tar -cf - --exclude=target --exclude=src/test . | tar -xf - -C "$2"
            for each in distribution/target/modules third-party/jnr/target/native; do
                mkdir -p "$2/$each"
                cp -r "$each"/. "$2/$each"
            done
            find "$2" | xargs touch -h -d 2001-02-03
            cd /
            umask 077
            export TZ=Pacific/Kiritimati LC_ALL=C HOME=/nonexistent
            "$3" -Dlocal.repository="$4" "$2/build/Assemble.java" "$2"
            "$3" "$2/build/Release.java" "$2"
            """;

    @Test
    void aSecondBuildOfTheSameJarsDiffersInWhatIsListed() throws Exception {
        Path other = Image.directory("a-second-build-in-another-place");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String repository = Image.repository().toString();
        String top = Image.TOP.toString();
        String[] again = {"sh", "-euc", AGAIN, "sh", top, other.toString(), java, repository};
        Run build = Run.of(600, List.of(again));
        assertEquals(0, build.code(), build.out() + build.err());
        Path target = other.resolve("distribution/target");
        Run compared = compare(target);
        assertEquals(0, compared.code(), compared.out() + compared.err());
        assertTrue(compared.out().startsWith("the same: "), compared.out());

        String change = "for each in \"$1\"/*.cdx.json; do echo x >> \"$each\"; done";
        Run.of(List.of("sh", "-c", change, "sh", target.toString())).expect(0);
        assertEquals(1, compare(target).code());
    }

    private static Run compare(Path target) throws Exception {
        String reproduce = Image.TOP.resolve("distribution/reproduce").toString();
        String built = Image.TOP.resolve("distribution/target").toString();
        return Run.of(300, List.of(reproduce, "--compare", built, target.toString()));
    }
}
