package ctk.cmd.shell.builtin;

import java.io.IOException;

/** The terminal of an interactive shell, for who draws on it, as a pager does. */
public interface Screen {

    /** Return the number of columns, at least 1; it may change at any time. */
    int columns();

    /** Return the number of rows, at least 1. */
    int rows();

    /** Tell whether the terminal understands colours and moves of the cursor (TERM). */
    boolean isCapable();

    /**
     * Take the keys one by one and unseen, until {@link Keys#close}. Ctrl-C still interrupts.
     *
     * @throws IOException if the terminal is gone
     */
    Keys takeKeys() throws IOException;

    /** Write text with escape sequences, all of them ours: no name, no content of a file. */
    void draw(String text) throws IOException;

    /** The keys of a terminal in raw mode. */
    interface Keys extends AutoCloseable {

        /**
         * Wait for a key.
         *
         * @param milliseconds at most; negative: for ever
         * @return its character, -1 if there is no terminal any more, -2 when the time is over
         */
        int read(int milliseconds) throws IOException;

        /** Put the terminal back. */
        @Override
        void close() throws IOException;
    }
}
