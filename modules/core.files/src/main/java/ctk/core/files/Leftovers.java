package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.FileCalls;
import ctk.core.linux.LookCalls;

import java.util.Arrays;

/** What starts that were killed have left of a file or directory that was not yet whole. */
final class Leftovers {

    private static final byte[] SELF = {'.'};

    private Leftovers() {}

    /**
     * Remove files, but for those that somebody still writes, which are locked ({@link
     * Replacement}). One that cannot be removed does no harm.
     *
     * @param directory open, also by O_PATH
     * @param name of the file that they were to be
     */
    static void removeFiles(int directory, byte[] name) {
        remove(directory, name, false);
    }

    /** Remove directories that are empty; who still wants one makes another. */
    static void removeDirectories(int directory, byte[] name) {
        remove(directory, name, true);
    }

    private static void remove(int directory, byte[] name, boolean isOfDirectories) {
        int opened = DirectoryCalls.openDirectory(directory, SELF, 0, SELF.length);
        if (opened < 0) {
            return;
        }
        try {
            DirectoryEntries entries = new DirectoryEntries();
            while (entries.read(opened) > 0) {
                int count = isOfDirectories ? entries.directories() : entries.others();
                for (int i = 0; i < count; i++) {
                    int at = isOfDirectories ? entries.directory(i) : entries.other(i);
                    byte[] other = name(entries, at);
                    if (!TemporaryName.isOf(other, name)) {
                        continue;
                    }
                    if (isOfDirectories) {
                        LookCalls.removeDirectory(directory, other);
                    } else if (isAbandoned(directory, other)) {
                        FileCalls.remove(directory, other);
                    }
                }
            }
        } finally {
            DirectoryCalls.close(opened);
        }
    }

    private static byte[] name(DirectoryEntries entries, int at) {
        return Arrays.copyOfRange(entries.bytes(), at, at + entries.nameLength(at));
    }

    private static boolean isAbandoned(int directory, byte[] name) {
        int file = FileCalls.openForWriting(directory, name);
        if (file < 0) {
            return false;
        }
        boolean isFree = FileCalls.lock(file) == 0;
        DirectoryCalls.close(file);
        return isFree;
    }
}
