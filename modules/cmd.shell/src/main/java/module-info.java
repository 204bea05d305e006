/**
 * {@code ctk shell}.
 *
 * @uses ctk.core.cli.Command the commands of ctk that can be run in it
 * @provides ctk.core.cli.Command shell
 */
@org.jspecify.annotations.NullMarked
module ctk.cmd.shell {
    requires ctk.core.cli;
    requires ctk.core.exec;
    requires ctk.core.linux;
    requires ctk.core.proc;
    requires ctk.core.steps;
    requires ctk.core.userdb;
    requires ctk.core.volumes;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires static org.jspecify;

    uses ctk.core.cli.Command;

    provides ctk.core.cli.Command with
            ctk.cmd.shell.ShellCommand;
}
