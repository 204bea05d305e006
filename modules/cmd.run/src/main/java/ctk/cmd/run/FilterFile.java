package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;

import java.io.IOException;
import java.util.Arrays;

/** A file with a BPF program: an array of struct sock_filter (seccomp(2)), as setpriv takes it. */
final class FilterFile {

    private static final int INSTRUCTION = 8;

    /** BPF_MAXINSNS. */
    private static final int MOST = 4096;

    private FilterFile() {}

    /** Read one. */
    static byte[] read(ByteString path) throws CommandException {
        byte[] program;
        try (FileInput in = FileInput.open(path)) {
            if (in == null) {
                throw refused(path, "no such file");
            }
            program = in.readNBytes(MOST * INSTRUCTION + 1);
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
        if (program.length == 0 || program.length % INSTRUCTION != 0) {
            boolean isLong = program.length > MOST * INSTRUCTION;
            throw refused(
                    path,
                    isLong
                            ? "it has more than " + MOST + " instructions"
                            : "its size is no multiple of " + INSTRUCTION + ", or 0");
        }
        return Arrays.copyOf(program, program.length);
    }

    private static CommandException refused(ByteString path, String cause) {
        return Words.refused("--seccomp-filter", path, cause, null);
    }
}
