package ctk.core.steps;

/** A step asks for what nobody knows before the steps ahead of it were applied. */
final class UnforeseenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnforeseenException() {
        super("not known before the steps ahead are applied", null, false, false);
    }
}
