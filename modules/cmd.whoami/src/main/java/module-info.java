/**
 * {@code ctk whoami}.
 *
 * @provides ctk.core.cli.Command whoami
 */
@org.jspecify.annotations.NullMarked
module ctk.cmd.whoami {
    requires ctk.core.cli;
    requires ctk.core.exec;
    requires ctk.core.linux;
    requires ctk.core.userdb;
    requires static org.jspecify;

    provides ctk.core.cli.Command with
            ctk.cmd.whoami.WhoamiCommand;
}
