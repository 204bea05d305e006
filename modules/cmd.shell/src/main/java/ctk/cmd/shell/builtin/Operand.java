package ctk.cmd.shell.builtin;

/** What the operands of a command are, for completion. */
public enum Operand {
    /** Nothing that can be completed. */
    NONE,
    /** A file or directory. */
    PATH,
    /** A directory. */
    DIRECTORY,
    /** A user of the passwd file. */
    USER,
    /** A group of the group file. */
    GROUP,
    /** USER:GROUP, then files. */
    OWNER,
    /** The id of a process. */
    PID,
    /** A variable of the shell. */
    VARIABLE,
    /** A command: of the shell, of ctk, or in PATH. */
    COMMAND,
    /** A job of the shell. */
    JOB,
    /** The id of a set-up step. */
    STEP
}
