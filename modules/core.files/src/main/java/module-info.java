/**
 * What set-up steps may do with files, safely as root: by descriptors, over no link that another
 * user owns, and never half of a file.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.files {
    requires transitive ctk.core.linux;
    requires transitive ctk.core.setup;
    requires ctk.core.volumes;
    requires static transitive org.jspecify;

    exports ctk.core.files;
}
