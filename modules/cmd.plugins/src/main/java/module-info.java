/**
 * {@code ctk plugins}.
 *
 * @provides ctk.core.cli.Command plugins
 */
@org.jspecify.annotations.NullMarked
module ctk.cmd.plugins {
    requires ctk.core.cli;
    requires ctk.core.linux;
    requires ctk.core.setup;
    requires ctk.core.steps;
    requires static org.jspecify;

    provides ctk.core.cli.Command with
            ctk.cmd.plugins.PluginsCommand;
}
