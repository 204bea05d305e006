package ctk.cmd.shell.tree;

import ctk.core.linux.ByteString;

/** A path cannot be worked on; the message is {@code 'PATH': CAUSE}. */
public final class PlaceException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Say which, and why. */
    public PlaceException(ByteString path, String cause) {
        super(path.quoted() + ": " + cause);
    }
}
