/**
 * The tree walker behind {@code chown-volumes} and the ownership steps: changes owner and mode of
 * whole trees by directory descriptors, never by paths.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.volumes {
    requires transitive ctk.core.linux;
    requires static transitive org.jspecify;

    exports ctk.core.volumes;
}
