import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The C compiler, and the flags that all of ctk's C is compiled with. */
final class Native {

    static final List<String> FLAGS =
            List.of(
                    "-std=c11",
                    "-O2",
                    "-g",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-Wshadow",
                    "-Wstrict-prototypes",
                    "-Wmissing-prototypes",
                    "-fstack-protector-strong",
                    "-fstack-clash-protection",
                    "-D_FORTIFY_SOURCE=2",
                    "-Wl,-z,relro,-z,now,-z,noexecstack");

    private Native() {}

    /** Compile sources (absolute paths) to a program, with more flags behind the usual ones. */
    static void compile(Path program, List<Path> sources, String... more) throws Exception {
        String include = Path.of(System.getProperty("java.home"), "include").toString();
        var command = new ArrayList<String>();
        command.add("cc");
        command.addAll(FLAGS);
        command.addAll(List.of("-I" + include, "-I" + include + "/linux"));
        command.addAll(List.of(more));
        sources.forEach(source -> command.add(source.toString()));
        command.addAll(List.of("-o", program.toString()));
        Files.createDirectories(program.getParent());
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("compiler failed: " + String.join(" ", command));
        }
    }
}
