package ctk.it;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An installation whose {@code lib/ctk-vm} writes down what it was started with, instead of Java.
 *
 * @param home of the installation
 */
record FakeInstallation(Path home) {

    /** The exit code of that program. */
    static final int DUMPED = 42;

    private static final Map<Build, Path> LAUNCHERS = new EnumMap<>(Build.class);

    /** How {@code bin/ctk} is compiled. */
    enum Build {
        AS_IN_THE_IMAGE,
        SANITIZED;

        private Path launcher() throws Exception {
            Path program = LAUNCHERS.get(this);
            if (program == null) {
                Cc cc =
                        this == SANITIZED
                                ? Cc.sanitized()
                                : Cc.product().with(List.of("-static", "-Wl,-e,ctk_start", "-s"));
                cc = cc.with(List.of("-DBUILD_ID=\"fake\""));
                Path directory = Image.directory("launcher");
                program =
                        cc.compileSealed(directory.resolve("ctk"), "launcher.c", "installation.c");
                LAUNCHERS.put(this, program);
            }
            return program;
        }
    }

    static FakeInstallation create(Build build) throws Exception {
        Path home = Image.directory("home");
        Path dump = Path.of(Image.program("entry_dump", "-I" + Cc.PRODUCT));
        Files.createDirectory(home.resolve("bin"), Permissions.of("rwxr-xr-x"));
        Files.createDirectory(home.resolve("lib"), Permissions.of("rwxr-xr-x"));
        Files.copy(build.launcher(), home.resolve("bin/ctk"), COPY_ATTRIBUTES);
        Files.copy(dump, home.resolve("lib/ctk-vm"), COPY_ATTRIBUTES);
        return new FakeInstallation(home);
    }

    Path ctk() {
        return home.resolve("bin/ctk");
    }

    /** Run {@code bin/ctk} in this state; return what the program in the place of the VM saw. */
    Dump start(StartState state, String... arguments) throws Exception {
        Stream<String> command = Stream.concat(Stream.of(ctk().toString()), Stream.of(arguments));
        return dump(state.command(command.toList()));
    }

    /** Run a command that starts this installation; return the same. */
    Dump dump(List<String> command) throws Exception {
        Path file = home.resolve("dump");
        Files.deleteIfExists(file);
        Run.of(command).expect(DUMPED);
        return new Dump(Files.readAllLines(file));
    }

    /**
     * Facts that entry_dump.c wrote.
     *
     * @param lines one a fact: its name, a space, and the rest
     */
    record Dump(List<String> lines) {

        /** Return the rest of each line of this name. */
        List<String> all(String name) {
            String start = name + " ";
            return lines.stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .toList();
        }

        /** Return the rest of the one line of this name. */
        String one(String name) {
            List<String> found = all(name);
            if (found.size() != 1) {
                throw new AssertionError(name + " in " + lines);
            }
            return found.getFirst();
        }

        /** Return the set of signals that the line of this name has as a mask. */
        List<Integer> signals(String name) {
            long mask = Long.parseUnsignedLong(one(name), 16);
            return java.util.stream.IntStream.rangeClosed(1, 64)
                    .filter(n -> (mask >>> (n - 1) & 1) != 0)
                    .boxed()
                    .toList();
        }
    }
}
