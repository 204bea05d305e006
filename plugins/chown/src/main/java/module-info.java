/**
 * The set-up step {@code chown}.
 *
 * @provides ctk.core.setup.SetupStep chown
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.chown {
    requires ctk.core.setup;
    requires static org.jspecify;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.chown.ChownStep;
}
