/**
 * The step {@code exec}: programs that run before the command.
 *
 * @provides ctk.core.setup.SetupStep exec
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.exec {
    requires ctk.core.setup;
    requires static org.jspecify;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.exec.ExecStep;
}
