package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;

/** A file with a BPF program: an array of struct sock_filter (seccomp(2)), as setpriv takes it. */
final class FilterFile {

    private static final String OPTION = "--seccomp-filter";
    private static final int INSTRUCTION = 8;

    /** BPF_MAXINSNS. */
    private static final int MOST = 4096;

    private FilterFile() {}

    /** Read one. */
    static byte[] read(ByteString path) throws CommandException {
        byte[] program = GivenFile.read(path, OPTION, MOST * INSTRUCTION, null);
        if (program.length > MOST * INSTRUCTION) {
            String cause = "it has more than " + MOST + " instructions";
            throw Words.refused(OPTION, path, cause, null);
        }
        if (program.length == 0 || program.length % INSTRUCTION != 0) {
            String cause = "its size is no multiple of " + INSTRUCTION + ", or 0";
            throw Words.refused(OPTION, path, cause, null);
        }
        return program;
    }
}
