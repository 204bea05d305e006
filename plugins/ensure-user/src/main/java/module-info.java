/**
 * The set-up step that makes a user, its group and its home be so.
 *
 * @provides ctk.core.setup.SetupStep
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.ensureuser {
    requires static org.jspecify;
    requires ctk.core.setup;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.ensureuser.EnsureUserStep;
}
