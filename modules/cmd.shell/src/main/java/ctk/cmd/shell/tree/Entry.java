package ctk.cmd.shell.tree;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;

/**
 * A file that a walk came upon.
 *
 * @param directory open descriptor of the directory that holds it, while it is visited
 * @param name in that directory
 * @param path as the operand and the names below it make it, for people
 * @param status what it is, not where it leads
 * @param depth 0 for the operand
 */
public record Entry(int directory, ByteString name, ByteString path, FileStatus status, int depth) {

    /** Return its inode for sets, where two names of one file are one. */
    public String identity() {
        return status.device() + ":" + status.inode();
    }
}
