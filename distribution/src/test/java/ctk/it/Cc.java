package ctk.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A C compiler, and the flags of a build of ctk's C for tests.
 *
 * @param compiler its name in PATH
 * @param flags all flags but those that name directories and sources
 */
record Cc(String compiler, List<String> flags) {

    static final Path PRODUCT = Image.TOP.resolve("distribution/src/main/native");
    static final Path TESTS = Image.TOP.resolve("distribution/src/test/native");

    /** What performs a decision. */
    static final List<String> PERFORMER =
            List.of("perform.c", "decision.c", "switch.c", "confine.c");

    /** What a sealed start has beside it. */
    static final List<String> SEALED = List.of("sealed_start.c", "sealed.c", "conditions.c");

    private static final List<String> SANITIZERS =
            List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all");

    /** Return the compiler and flags that the product is built with, from build/Native.java. */
    static Cc product() throws Exception {
        String source = Files.readString(Image.TOP.resolve("build/Native.java"));
        String flags = source.substring(source.indexOf("FLAGS ="), source.indexOf(");"));
        Stream<MatchResult> found = Pattern.compile("\"(-[^\"]+)\"").matcher(flags).results();
        return new Cc("cc", found.map(flag -> flag.group(1)).toList());
    }

    /** The same with AddressSanitizer and UndefinedBehaviorSanitizer, which end at an error. */
    static Cc sanitized() throws Exception {
        Cc cc = product().with(SANITIZERS);
        cc.assumeWorks("int main(void) { return 0; }\n", "cc has no sanitizers");
        return cc;
    }

    /** Skip the test where clang has no libFuzzer (distribution/fuzz). */
    static void assumeLibFuzzer() throws Exception {
        Cc cc = new Cc(Installed.assume("clang"), product().flags()).with(SANITIZERS);
        cc = cc.with(List.of("-fsanitize=fuzzer"));
        String target =
                "int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n);\n"
                        + "int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n)"
                        + " { return d == 0 && n == 1; }\n";
        cc.assumeWorks(target, "clang has no libFuzzer");
    }

    Cc with(List<String> more) {
        return new Cc(compiler, Stream.concat(flags.stream(), more.stream()).toList());
    }

    /** Compile sources of the product or the tests, by their names, and return the program. */
    Path compile(Path program, String... sources) throws Exception {
        return compile(program, Stream.of(sources).map(Cc::find).toList());
    }

    /** The same, with all of a sealed start. */
    Path compileSealed(Path program, String... sources) throws Exception {
        Stream<String> product = Stream.concat(SEALED.stream(), PERFORMER.stream());
        return compile(program, Stream.concat(Stream.of(sources), product).toArray(String[]::new));
    }

    private Path compile(Path program, List<Path> sources) throws Exception {
        command(program, sources).expect(0);
        return program;
    }

    private Run command(Path program, List<Path> sources) throws Exception {
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(flags);
        command.addAll(List.of("-I" + PRODUCT, "-I" + TESTS));
        sources.forEach(source -> command.add(source.toString()));
        command.addAll(List.of("-o", program.toString()));
        return Run.of(command);
    }

    private void assumeWorks(String source, String otherwise) throws Exception {
        Path directory = Image.directory("probe");
        Path file = Files.writeString(directory.resolve("probe.c"), source);
        boolean works = command(directory.resolve("probe"), List.of(file)).code() == 0;
        if (!works) {
            System.out.println("skipped: " + otherwise);
        }
        assumeTrue(works, otherwise);
    }

    private static Path find(String source) {
        File product = PRODUCT.resolve(source).toFile();
        return product.exists() ? product.toPath() : TESTS.resolve(source);
    }
}
