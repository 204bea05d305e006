/**
 * The interface of set-up steps: what runs as root before the command. The only module that a step
 * is compiled against; its version is that of the interface.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.setup {
    requires static transitive org.jspecify;

    exports ctk.core.setup;
}
