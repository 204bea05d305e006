package ctk.it;

import org.jspecify.annotations.Nullable;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one switch by which all tests of {@code ctk run} run against sealed starts: with the property
 * {@code ctk.sealing} (see build/SealedTests.java) src/test/native/sealing.c takes the place of
 * bin/ctk.
 */
final class Sealing {

    /** Whether the tests run so. */
    static final boolean IS_ON = Boolean.getBoolean("ctk.sealing");

    private static @Nullable RandomAccessFile starts;

    private static final Pattern VALUED = Pattern.compile("(?m)^ +(--[a-z-]+)=");

    private Sealing() {}

    /** Make an installation that is an image but for bin/ctk. */
    static Path install(Path image) {
        Path home = image.resolveSibling("sealing");
        try {
            requireOwnEtc();
            Run.of(List.of("rm", "-rf", home.toString())).expect(0);
            Run.of(List.of("cp", "-al", image.toString(), home.toString())).expect(0);
            Files.move(home.resolve("bin/ctk"), home.resolve("bin/launcher"));
            Files.createDirectories(home.resolve("alone/bin"));
            Files.createLink(home.resolve("alone/bin/ctk"), home.resolve("bin/launcher"));
            String pipe = home.resolve("starts").toString();
            Run.of(List.of("mkfifo", "-m", "666", pipe)).expect(0);
            starts = new RandomAccessFile(pipe, "rw"); // never closed, so that nothing is lost
            compile(home, valued(image));
            return home;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing may be sealed on the machine itself. */
    private static void requireOwnEtc() throws IOException {
        Object etc = Files.getAttribute(Path.of("/etc/ctk"), "unix:dev");
        if (etc.equals(Files.getAttribute(Path.of("/"), "unix:dev"))) {
            throw new IllegalStateException("/etc is the machine's: see build/SealedTests.java");
        }
    }

    /** Return the options of ctk run that take the next word. */
    private static String valued(Path image) throws Exception {
        String ctk = image.resolve("bin/ctk").toString();
        String help = Run.of(List.of(ctk, "run", "--help")).expect(0).out();
        String names =
                VALUED.matcher(help)
                        .results()
                        .map((MatchResult option) -> option.group(1))
                        .collect(Collectors.joining(" "));
        return " " + names + " ";
    }

    private static void compile(Path home, String valued) throws Exception {
        List<String> macros = List.of("-DHOME=\"" + home + "\"", "-DVALUED=\"" + valued + "\"");
        Cc.product()
                .with(List.of("-static"))
                .with(macros)
                .compileSealed(home.resolve("bin/ctk"), "sealing.c");
    }

    /** Return the letters that starts have left, in no order, and forget them. */
    static String starts() throws IOException {
        InputStream pipe = new FileInputStream(Objects.requireNonNull(starts).getFD());
        return new String(pipe.readNBytes(pipe.available()), StandardCharsets.US_ASCII);
    }
}
