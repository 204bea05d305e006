package ctk.cmd.shell.tree;

import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** What is done on a {@link TreeWalk}. */
public interface Visitor {

    /**
     * Come upon a file.
     *
     * @return whether to visit what is in it, if it is a directory
     */
    boolean enter(Entry entry) throws IOException;

    /** Take the entries of a directory before they are visited; the list may be sorted anew. */
    default void list(Entry directory, List<Entry> entries) throws IOException {}

    /** Leave a directory that was entered, when all in it was visited. */
    default void leave(Entry directory) throws IOException {}

    /**
     * Take note that something cannot be looked at, or read.
     *
     * @param cause in words
     */
    void fail(ByteString path, String cause) throws IOException;
}
