package ctk.plugins.ensureuser;

import ctk.core.setup.Files;
import ctk.core.setup.SetupException;

/** The file of users or that of groups, as it is while planning. */
final class Table {

    /** The file of users (passwd(5)). */
    static final String USERS = "/etc/passwd";

    /** The file of groups (group(5)). */
    static final String GROUPS = "/etc/group";

    /** Ids that are given out, those of useradd(8) for users that are not the system's. */
    private static final int FIRST = 1000;

    private static final int LAST = 60_000;

    /** What Actions.edit takes, in bytes. */
    private static final int MOST = 64 * 1024 * 1024;

    private static final byte[] NOTHING = {};

    final String path;
    final boolean exists;
    final byte[] content;

    private Table(String path, boolean exists, byte[] content) {
        this.path = path;
        this.exists = exists;
        this.content = content;
    }

    /** Read a file; a missing one is empty. */
    static Table read(Files files, String path) throws SetupException {
        boolean exists = files.status(path) != null;
        return new Table(path, exists, exists ? files.read(path, MOST) : NOTHING);
    }

    /**
     * Return the first id from 1000 that no line has.
     *
     * @param kind uid or gid, for the message
     */
    long firstFree(String kind) throws SetupException {
        boolean[] isTaken = new boolean[LAST - FIRST + 1];
        Lines lines = new Lines(content);
        while (lines.next()) {
            long id = lines.line.idOrNone(Line.ID);
            if (id >= FIRST && id <= LAST) {
                isTaken[(int) id - FIRST] = true;
            }
        }
        for (int i = 0; i < isTaken.length; i++) {
            if (!isTaken[i]) {
                return (long) FIRST + i;
            }
        }
        throw new SetupException(
                "no " + kind + " from " + FIRST + " to " + LAST + " is free in " + path);
    }
}
