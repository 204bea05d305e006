/**
 * {@code ctk shell}.
 *
 * @provides ctk.core.cli.Command shell
 */
@org.jspecify.annotations.NullMarked
module ctk.cmd.shell {
    requires ctk.core.cli;
    requires ctk.core.linux;
    requires ctk.core.proc;
    requires ctk.core.userdb;
    requires ctk.core.volumes;
    requires static org.jspecify;
}
