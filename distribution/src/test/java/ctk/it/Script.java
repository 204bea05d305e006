package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * An entrypoint as people have it, {@code src/test/scripts/NAME.sh}, beside the configuration that
 * takes its place, {@code examples/setup/NAME.toml}. Each is PID 1 of a container of its own, with
 * a machine that was prepared in the same way.
 *
 * @param name of both
 * @param preparation a script of sh that makes the image what it is
 * @param environment NAME=VALUE
 * @param user UID:GID that the container starts as
 * @param mounts as in the configuration of runc
 * @param isReadOnly whether the root is
 */
record Script(
        String name,
        String preparation,
        List<String> environment,
        String user,
        List<String> mounts,
        boolean isReadOnly) {

    private static final Path SHELL = Image.TOP.resolve("distribution/src/test/scripts");
    private static final Path EXAMPLES = Image.TOP.resolve("distribution/examples/setup");
    private static final String ENTRYPOINT = "/usr/local/bin/entrypoint.sh";

    /**
     * What the command finds. PWD, SHLVL and such are what a shell adds to the environment; the
     * rest must be the same.
     */
    private static final String REPORT =
            """
            echo "pid $$, $(id -u):$(id -g) of $(id -G), umask $(umask)"
            env | grep -vE '^(_|PWD|OLDPWD|SHLVL)=' | LC_ALL=C sort
            getent passwd $(id -u)
            find "$@" -printf '%U:%G %m %y %s %p\\n' 2>&1 | sed 's/ d [0-9]* / d /' | LC_ALL=C sort -k4
            exit 7
            """;

    /** Use the scripts of this name, with root and a root that can be written. */
    static Script of(String name, String preparation) {
        for (String program : List.of("runc", "gosu", "useradd", "bash")) {
            Installed.assume(program);
        }
        List<String> mounts = List.of(Bundle.bind(Image.HOME, Path.of("/opt/ctk"), "ro"));
        return new Script(name, preparation, List.of("HOME=/root"), "0:0", mounts, false);
    }

    /** Add variables to the environment; a later one of the same name wins. */
    Script with(String... variables) {
        List<String> all = new ArrayList<>(environment);
        for (String variable : variables) {
            String start = variable.substring(0, variable.indexOf('=') + 1);
            all.removeIf(other -> other.startsWith(start));
            all.add(variable);
        }
        return new Script(name, preparation, all, user, mounts, isReadOnly);
    }

    /** Start as another user, which docker run --user does. */
    Script as(String ids) {
        return new Script(name, preparation, environment, ids, mounts, isReadOnly);
    }

    /** Let the root be read-only, but for a tmpfs at each of these. */
    Script readOnlyBut(String... paths) {
        List<String> all = new ArrayList<>(mounts);
        List.of(paths).forEach(path -> all.add(Bundle.tmpfs(path)));
        return new Script(name, preparation, environment, user, all, true);
    }

    /** Mount a directory of outside, as a volume. */
    Script mount(Path volume, String at) {
        List<String> all = new ArrayList<>(mounts);
        all.add(Bundle.bind(volume, Path.of(at), "rw"));
        return new Script(name, preparation, environment, user, all, isReadOnly);
    }

    /** Run a command behind the entrypoint of the shell. */
    Run shell(String... command) throws Exception {
        return once(shellBundle(command));
    }

    /** Run a command behind ctk. */
    Run ctk(String... command) throws Exception {
        return once(ctkBundle(command));
    }

    /**
     * Have the command say who and where it is, behind both entrypoints; fail the test unless it
     * says the same.
     *
     * @param files what it is to look at, too
     * @return what it said
     */
    String expectSame(String... files) throws Exception {
        Run ctk = ctk(report(files)).expect(7);
        assertEquals(shell(report(files)).expect(7).out(), ctk.out());
        return ctk.out();
    }

    /** Return a command that says who and where it is, and exits with 7. */
    static String[] report(String... files) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", REPORT, "sh"));
        command.addAll(List.of(files));
        return command.toArray(String[]::new);
    }

    /** Return the container with the entrypoint of the shell. */
    Bundle shellBundle(String... command) throws Exception {
        Bundle bundle = bundle(List.of(ENTRYPOINT), command);
        Path entrypoint = bundle.upper(ENTRYPOINT);
        Files.createDirectories(entrypoint.getParent());
        Files.copy(SHELL.resolve(name + ".sh"), entrypoint);
        Files.setPosixFilePermissions(entrypoint, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bundle;
    }

    /** Return the container with ctk and the configuration. */
    Bundle ctkBundle(String... command) throws Exception {
        Bundle bundle = bundle(List.of("/opt/ctk/bin/ctk", "run", "--"), command);
        configure(bundle, name, "/etc/ctk/ctk.toml");
        return bundle;
    }

    /** Put another of the examples into a container. */
    static void configure(Bundle bundle, String example, String path) throws Exception {
        Files.createDirectories(bundle.upper(path).getParent());
        Files.copy(EXAMPLES.resolve(example + ".toml"), bundle.upper(path));
    }

    /** Run a container until its PID 1 ends. */
    static Run once(Bundle bundle) throws Exception {
        try {
            return Run.of(bundle.command());
        } finally {
            bundle.delete();
        }
    }

    private Bundle bundle(List<String> entrypoint, String... command) throws Exception {
        List<String> all = new ArrayList<>(entrypoint);
        all.addAll(List.of(command));
        Bundle bundle =
                Bundle.of(new Bundle.Particulars(mounts, "", user, environment, isReadOnly), all);
        bundle.prepare(preparation);
        return bundle;
    }
}
