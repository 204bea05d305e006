/**
 * {@code ctk shell}.
 *
 * @provides ctk.core.cli.Command shell
 */
@org.jspecify.annotations.NullMarked
module ctk.cmd.shell {
    requires ctk.core.cli;
    requires ctk.core.linux;
    requires static org.jspecify;
}
