/**
 * The set-up step {@code seed}.
 *
 * @provides ctk.core.setup.SetupStep seed
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.seed {
    requires ctk.core.setup;
    requires static org.jspecify;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.seed.SeedStep;
}
