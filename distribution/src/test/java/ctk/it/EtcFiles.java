package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Other files of users and groups, for a command in a mount namespace of its own.
 *
 * @param passwd lies over /etc/passwd
 * @param group lies over /etc/group
 */
record EtcFiles(Path passwd, Path group) {

    /** Write files with these texts. */
    static EtcFiles of(String passwd, String group) throws Exception {
        Path directory = Image.directory("etc");
        return new EtcFiles(
                Files.writeString(directory.resolve("passwd"), passwd),
                Files.writeString(directory.resolve("group"), group));
    }

    /** Write a file of users; the groups are those of the machine. */
    static EtcFiles ofUsers(String passwd) throws Exception {
        return of(passwd, Files.readString(Path.of("/etc/group")));
    }

    Run run(List<String> command) throws Exception {
        return Run.of(command(command));
    }

    /** Return the command that runs another with these files; it keeps its PID. */
    List<String> command(List<String> command) {
        String script =
                "mount --bind \"$1\" /etc/passwd && mount --bind \"$2\" /etc/group && shift 2"
                        + " && exec \"$@\"";
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "--propagation", "private"));
        all.addAll(List.of("sh", "-c", script, "sh", passwd.toString(), group.toString()));
        all.addAll(command);
        return all;
    }

    /** Run {@code ctk} of the image with these files. */
    Run ctk(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Image.CTK));
        command.addAll(List.of(arguments));
        return run(command);
    }
}
