/**
 * The set-up step {@code directory}.
 *
 * @provides ctk.core.setup.SetupStep directory
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.directory {
    requires ctk.core.setup;
    requires static org.jspecify;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.directory.DirectoryStep;
}
