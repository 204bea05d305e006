package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.CurrentProcess;
import ctk.core.linux.KernelException;
import ctk.core.linux.ProcessState;
import ctk.core.linux.WorkingDirectory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Who this process is, and what it may do.
 *
 * @param credentials ids, groups and three capability sets
 * @param state the other two, and what limits execve(2)
 * @param account what /etc/passwd and /etc/group say of them
 * @param namespace its user namespace
 * @param label what a security module calls it
 * @param filters how many seccomp filters there are, or null if that is not known
 * @param umask of the file mode creation mask
 * @param directory the working directory, or null
 * @param home of the variable HOME
 * @param streams standard input, output and error
 * @param terminal the controlling terminal
 */
record Facts(
        Credentials credentials,
        ProcessState state,
        Account account,
        UserNamespace namespace,
        Label label,
        @Nullable String filters,
        int umask,
        @Nullable ByteString directory,
        Home home,
        List<Stream> streams,
        Terminal terminal) {

    /**
     * Ask the kernel, and look names up.
     *
     * @throws KernelException if the ids cannot be read
     */
    static Facts gather() throws KernelException {
        Credentials credentials = Credentials.current();
        ProcessState state = ProcessState.current();
        UserNamespace namespace = UserNamespace.current();
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            streams.add(Stream.of(i));
        }
        return new Facts(
                credentials,
                state,
                Account.of(credentials, state),
                namespace,
                Label.current(),
                ProcFile.status("Seccomp_filters"),
                CurrentProcess.umask(),
                workingDirectory(),
                Home.atEntry(),
                streams,
                Terminal.of(streams, new Injection.Rights(credentials, state, namespace)));
    }

    private static @Nullable ByteString workingDirectory() {
        try {
            return WorkingDirectory.path();
        } catch (KernelException e) {
            return null; // it was removed, or is too deep
        }
    }
}
