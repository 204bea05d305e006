/**
 * A step in a jar beside the image, to measure what opening a plugin directory costs.
 *
 * @provides ctk.core.setup.SetupStep nothing
 */
module ctk.bench.plugin {
    requires ctk.core.setup;

    provides ctk.core.setup.SetupStep with
            ctk.bench.plugin.NothingStep;
}
