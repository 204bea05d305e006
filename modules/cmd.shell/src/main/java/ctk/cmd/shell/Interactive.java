package ctk.cmd.shell;

import ctk.cmd.shell.running.Shell;

/** x */
final class Interactive {
    static void run(Shell shell) {}
}
