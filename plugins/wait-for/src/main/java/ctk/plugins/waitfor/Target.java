package ctk.plugins.waitfor;

import ctk.core.setup.Files;
import ctk.core.setup.SetupException;

/** What is waited for. */
interface Target {

    /** Return what it is, quoted. */
    String name();

    /**
     * Tell whether it is there.
     *
     * @throws SetupException if that will never be
     * @throws InterruptedException if the thread is interrupted
     */
    boolean isThere(Files files) throws SetupException, InterruptedException;
}
