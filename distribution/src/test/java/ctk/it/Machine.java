package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This machine under an overlay: what runs in it is root and may change every file, and nothing of
 * that is seen outside. Changes stay from one run to the next.
 *
 * @param directory of the overlay
 */
record Machine(Path directory) {

    /** Where the image is inside. */
    static final String CTK = "/opt/ctk/bin/ctk";

    private static final String ENTER =
            """
            set -e; cd "$1"; shift
            mount -t overlay -o lowerdir=/,upperdir=upper,workdir=work o root
            mount --rbind /proc root/proc; mount --rbind /dev root/dev; mount -t tmpfs t root/run
            mkdir -p root/opt/ctk; mount --bind -o ro "$HOME" root/opt/ctk
            """;

    /** Make one in which nothing is changed yet. */
    static Machine create() throws Exception {
        Path directory = Image.directory("machine");
        for (String name : List.of("upper", "work", "root")) {
            Files.createDirectory(directory.resolve(name), Permissions.of("rwxr-xr-x"));
        }
        return new Machine(directory);
    }

    /** Make one with this /etc/ctk/ctk.toml. */
    static Machine configured(String toml) throws Exception {
        return create().write("/etc/ctk/ctk.toml", toml);
    }

    /** Write a file of root's, 0644, with the directories above it. */
    Machine write(String path, String text) throws Exception {
        Path file = upper(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Return where a file that was changed inside is outside. */
    Path upper(String path) {
        return directory.resolve("upper" + path);
    }

    /** Run a command inside, with the environment PATH and HOME alone. */
    Run run(String... command) throws Exception {
        return Run.of(command("", List.of(), List.of(command)));
    }

    /** Run {@code ctk} inside. */
    Run ctk(String... arguments) throws Exception {
        return ctk(List.of(), arguments);
    }

    /** Run {@code ctk} inside, with these variables too. */
    Run ctk(List<String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(CTK));
        command.addAll(List.of(arguments));
        return Run.of(command("", environment, command));
    }

    /** Run a script of sh inside; it succeeds. Return what it printed. */
    String sh(String script) throws Exception {
        return run("sh", "-euc", script).expect(0).out();
    }

    /**
     * Return the command that runs another inside.
     *
     * @param mounts a script of sh that runs before, in the directory that becomes the root
     * @param environment NAME=VALUE
     */
    List<String> command(String mounts, List<String> environment, List<String> command) {
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "--propagation", "private"));
        all.addAll(List.of("env", "HOME=" + Image.HOME, "sh", "-c"));
        String enter = ENTER + "cd root\n" + mounts + "\n";
        all.add(
                enter
                        + "exec env -i --default-signal PATH=\"$PATH\" HOME=/root /usr/sbin/chroot"
                        + " . env \"$@\"");
        all.addAll(List.of("sh", directory.toString()));
        all.addAll(environment);
        all.addAll(command);
        return all;
    }
}
