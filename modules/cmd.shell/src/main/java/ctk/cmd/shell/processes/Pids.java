package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;
import ctk.core.linux.KernelException;
import ctk.core.proc.ProcessStatus;
import ctk.core.proc.Processes;

import java.io.IOException;
import java.util.List;

/** The process that a built-in is asked about. */
final class Pids {

    private Pids() {}

    /** Read the id of a process. */
    static int parse(ByteString text) throws UsageException {
        int pid = text.decimal(Integer.MAX_VALUE);
        if (pid <= 0) {
            throw new UsageException(text.quoted() + " is no process id");
        }
        return pid;
    }

    /** Return the one operand, or the shell itself if there is none. */
    static int oneOrSelf(List<ByteString> operands) throws KernelException, UsageException {
        return operands.isEmpty() ? Processes.self() : parse(operands.getFirst());
    }

    /**
     * Return the status of a process.
     *
     * @throws KernelException if there is none of that id, or it is not shown
     */
    static ProcessStatus status(int pid) throws IOException {
        ProcessStatus status = Processes.find(pid);
        if (status == null) {
            throw missing(pid);
        }
        return status;
    }

    static KernelException missing(int pid) {
        int esrch = 3;
        return new KernelException("look at process", ByteString.of(String.valueOf(pid)), esrch);
    }
}
