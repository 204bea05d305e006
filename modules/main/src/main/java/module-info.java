/**
 * Wiring: finds the command, runs it, and tells the VM program how to go on.
 *
 * @uses ctk.core.cli.Command the commands of the image
 */
@org.jspecify.annotations.NullMarked
module ctk.main {
    requires ctk.core.cli;
    requires ctk.core.linux;
    requires static org.jspecify;

    uses ctk.core.cli.Command;
}
