package ctk.cmd.shell.builtin;

import ctk.core.linux.ByteString;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

/**
 * What a built-in may know of the shell. The working directory is that of the process: relative
 * paths go to the kernel as they are.
 */
public interface ShellState {

    /** Return the variables. */
    Variables variables();

    /** Return the terminal, or null if the shell is not interactive. */
    @Nullable Screen screen();

    /** Return the exit code of the last command. */
    int status();

    /** Change the working directory, and PWD and OLDPWD with it. */
    void enter(ByteString directory) throws KernelException;

    /**
     * Tell what a name is that is no program: that it is built in, or a command of ctk; else null.
     */
    @Nullable String meaning(ByteString name);

    /** Send a signal to the programs of a job, and end its built-ins; tell whether there is one. */
    boolean signalJob(int number, int signal);

    /** Leave the shell when this command has ended. */
    void leave(int code);
}
