/**
 * The step {@code wait-for}: waiting for sockets and files.
 *
 * @provides ctk.core.setup.SetupStep wait-for
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.waitfor {
    requires ctk.core.setup;
    requires static org.jspecify;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.waitfor.WaitForStep;
}
