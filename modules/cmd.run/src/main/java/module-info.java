/**
 * {@code ctk run}, {@code ctk seal}, {@code ctk config} and gosu mode.
 *
 * @provides ctk.core.cli.Command run, seal, config, and gosu under the names gosu and su-exec
 */
@org.jspecify.annotations.NullMarked
module ctk.cmd.run {
    requires ctk.core.cli;
    requires ctk.core.config;
    requires ctk.core.exec;
    requires ctk.core.linux;
    requires ctk.core.nss;
    requires ctk.core.seal;
    requires ctk.core.steps;
    requires ctk.core.userdb;
    requires static org.jspecify;

    provides ctk.core.cli.Command with
            ctk.cmd.run.RunCommand,
            ctk.cmd.run.SealCommand,
            ctk.cmd.run.ConfigCommand,
            ctk.cmd.run.GosuCommand;
}
