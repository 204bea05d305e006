package ctk.core.volumes;

/** Which files are changed. */
public enum Policy {
    /** Those that are not yet as wanted. */
    CHANGED,
    /**
     * Those of a tree whose root is not as wanted. The root is changed last, and only if nothing
     * below failed, so that a walk that was interrupted is repeated; but see {@link
     * Scope#bestEffort}.
     */
    ROOT_MISMATCH,
    /** All, also those that are as wanted. */
    ALWAYS
}
