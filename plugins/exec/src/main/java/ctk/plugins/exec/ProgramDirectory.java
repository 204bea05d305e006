package ctk.plugins.exec;

import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A directory of programs.
 *
 * @param isRoot whether root runs them, so that only root may be able to write them
 */
record ProgramDirectory(String path, boolean isRoot, long own) {

    private static final int EXECUTABLE = 0111;

    /**
     * Return the programs as far as they are there while planning.
     *
     * @param skipped takes a change for each file that is none
     */
    List<String> foreseen(Files files, List<Change> skipped) throws SetupException {
        List<String> names;
        try {
            names = files.list(path);
        } catch (SetupException _) {
            // a step before may make the directory; if it cannot be read this shows when it is run
            return List.of();
        }
        return find(names, files, skipped);
    }

    /**
     * Return the paths of the programs that are there now, in byte order of names.
     *
     * @throws SetupException if one may not be run
     */
    List<String> find(Files files) throws SetupException {
        return find(files.list(path), files, null);
    }

    private List<String> find(List<String> names, Files files, @Nullable List<Change> skipped)
            throws SetupException {
        if (isRoot) {
            Trust.check(path, own, files);
        }
        var programs = new ArrayList<String>();
        for (String name : names) {
            if (name.startsWith(".") || name.endsWith("~")) {
                continue;
            }
            String program = inVolume(name, files);
            FileStatus status = files.status(program);
            if (status == null) {
                continue;
            }
            if (status.isRegular() && (status.mode() & EXECUTABLE) != 0) {
                check(program, files);
                programs.add(program);
            } else if (skipped != null) {
                skipped.add(
                        new Skip(
                                program,
                                status.isRegular() ? "not executable" : "no regular file"));
            }
        }
        return programs;
    }

    /** Refuse a program that others than root can change, if root runs it. */
    void check(String program, Files files) throws SetupException {
        if (isRoot) {
            Trust.check(program, own, files);
        }
    }

    /**
     * Return where a file is. In a Kubernetes volume each is a link to the one of its name in
     * {@code ..data}, which is itself a link that is exchanged when the content changes. Another
     * link is refused: where it leads cannot be seen, so not who can write there.
     */
    private String inVolume(String name, Files files) throws SetupException {
        String start = path.endsWith("/") ? path : path + "/";
        String file = start + name;
        FileStatus status = files.status(file);
        if (status == null || status.type() != FileStatus.Type.LINK) {
            return file;
        }
        String other = start + "..data/" + name;
        FileStatus target = files.status(other);
        if (target == null) {
            throw new SetupException(
                    Text.quote(file) + " is a symbolic link",
                    "put the program itself into the directory");
        }
        return other;
    }
}
