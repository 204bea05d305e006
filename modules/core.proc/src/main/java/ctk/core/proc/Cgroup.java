package ctk.core.proc;

import ctk.core.linux.ByteString;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A control group that a process is in (cgroups(7)).
 *
 * @param version 2, or 1 for a hierarchy of its own
 * @param controllers {@code cpu,cpuacct} of version 1, or empty
 * @param path in its hierarchy, as the process's cgroup namespace shows it
 * @param directory where its files are, or null if they are not mounted here
 */
public record Cgroup(
        int version, String controllers, ByteString path, @Nullable ByteString directory) {

    /**
     * Return those of a process.
     *
     * @throws KernelException if there is no such process, or it may not be read
     */
    public static List<Cgroup> of(int pid) throws IOException {
        String file = "/proc/" + pid + "/cgroup";
        String text = ProcFile.read(file);
        if (text == null) {
            throw ProcFile.missing(file);
        }
        return parse(text, Mount.all());
    }

    static List<Cgroup> parse(String text, List<Mount> mounts) {
        List<Cgroup> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3) {
                int version = fields[0].equals("0") && fields[1].isEmpty() ? 2 : 1;
                all.add(
                        new Cgroup(
                                version,
                                fields[1],
                                ProcFile.bytes(fields[2]),
                                directory(version, fields[1], fields[2], mounts)));
            }
        }
        return all;
    }

    private static @Nullable ByteString directory(
            int version, String controllers, String path, List<Mount> mounts) {
        if (path.startsWith("/..")) {
            return null; // outside of this cgroup namespace
        }
        for (Mount mount : mounts) {
            if (!holds(mount, version, controllers)) {
                continue;
            }
            String root = text(mount.root());
            String point = text(mount.point());
            if (root.equals("/")) {
                return ProcFile.bytes(path.equals("/") ? point : point + path);
            }
            if (path.equals(root) || path.startsWith(root + "/")) {
                return ProcFile.bytes(point + path.substring(root.length()));
            }
        }
        return null;
    }

    private static boolean holds(Mount mount, int version, String controllers) {
        String type = text(mount.type());
        if (version == 2) {
            return type.equals("cgroup2");
        }
        List<String> options = List.of(text(mount.superOptions()).split(","));
        return type.equals("cgroup") && options.containsAll(List.of(controllers.split(",")));
    }

    private static String text(ByteString bytes) {
        return ProcFile.text(bytes.toBytes());
    }

    /**
     * Return what a file of the group holds, without the newline at its end.
     *
     * @param file {@code memory.max}
     * @return null if there is none, or it cannot be read
     */
    public @Nullable String value(String file) {
        ByteString directory = this.directory;
        if (directory == null) {
            return null;
        }
        try {
            String text = ProcFile.read(text(directory) + "/" + file);
            return text == null ? null : text.strip();
        } catch (IOException e) {
            return null; // the controller is there but not for this group
        }
    }

    /** Tell whether this is the hierarchy of a controller, which version 2 has one for all. */
    public boolean has(String controller) {
        return version == 2 || List.of(controllers.split(",")).contains(controller);
    }
}
