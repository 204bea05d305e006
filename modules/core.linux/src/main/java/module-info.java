/**
 * The kernel seen from Java: raw bytes, errno, capabilities, the process state at entry. No policy.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.linux {
    requires static transitive org.jspecify;

    exports ctk.core.linux;
}
