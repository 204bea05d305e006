package ctk.core.volumes;

import ctk.core.linux.DirectoryEntries;

/** Work that one worker leaves to another. */
sealed interface Task {

    /** A directory, not read yet, and all below it. */
    record Subtree(Level level) implements Task {}

    /**
     * Entries of a directory, of which those that are no directories are to be worked on.
     *
     * @param level that they are in, shared
     * @param file another descriptor of that directory, to be closed afterwards
     * @param entries as they were read
     */
    record Batch(Level level, int file, DirectoryEntries entries) implements Task {}
}
