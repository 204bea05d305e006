/**
 * Starts that were decided beforehand: what a decision depends on, and the file that {@code
 * bin/ctk} compares with what is there (sealed.h).
 */
@org.jspecify.annotations.NullMarked
module ctk.core.seal {
    requires transitive ctk.core.exec;
    requires ctk.core.files;
    requires transitive ctk.core.linux;
    requires transitive ctk.core.setup;
    requires static transitive org.jspecify;

    exports ctk.core.seal;
}
