/**
 * {@code ctk chown-volumes}.
 *
 * @provides ctk.core.cli.Command chown-volumes
 */
@org.jspecify.annotations.NullMarked
module ctk.cmd.chownvolumes {
    requires ctk.core.cli;
    requires ctk.core.config;
    requires ctk.core.linux;
    requires ctk.core.userdb;
    requires ctk.core.volumes;
    requires static org.jspecify;

    provides ctk.core.cli.Command with
            ctk.cmd.chownvolumes.ChownVolumesCommand;
}
