/**
 * The step {@code secrets}: variables whose values stand in files.
 *
 * @provides ctk.core.setup.SetupStep secrets
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.secrets {
    requires ctk.core.setup;
    requires static org.jspecify;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.secrets.SecretsStep;
}
