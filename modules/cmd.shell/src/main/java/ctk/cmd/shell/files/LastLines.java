package ctk.cmd.shell.files;

import ctk.core.linux.FileStatus;
import ctk.core.linux.LookCalls;
import ctk.core.linux.PatientInput;

import java.io.IOException;

/** Finds where the last lines of a regular file start, from its end. */
final class LastLines {

    private static final int PIECE = 65536;

    private LastLines() {}

    /** Go to where the last lines start; nowhere if the file has no positions. */
    static void seek(PatientInput in, int lines) throws IOException {
        FileStatus status = FileStatus.ofFile(in.file());
        if (status == null || status.type() != FileStatus.Type.REGULAR) {
            return;
        }
        long end = LookCalls.seek(in.file(), -1);
        byte[] piece = new byte[PIECE];
        int found = 0;
        for (long at = end; at > 0; ) {
            int size = (int) Math.min(PIECE, at);
            at -= size;
            LookCalls.seek(in.file(), at);
            int count = in.readNBytes(piece, 0, size);
            for (int i = count - 1; i >= 0; i--) {
                boolean isEnd = piece[i] == '\n' && at + i != end - 1;
                if (isEnd && ++found == lines) {
                    LookCalls.seek(in.file(), at + i + 1);
                    return;
                }
            }
        }
        LookCalls.seek(in.file(), lines == 0 ? end : 0);
    }

    static long rewind(PatientInput in) {
        return LookCalls.seek(in.file(), 0);
    }

    /** Return where a file stands, 0 if it has no positions. */
    static long position(PatientInput in) {
        return Math.max(0, LookCalls.position(in.file()));
    }
}
