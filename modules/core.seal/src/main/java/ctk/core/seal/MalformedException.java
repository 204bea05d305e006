package ctk.core.seal;

/** A file of sealed starts is not what it has to be. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
