package ctk.cmd.shell.running;

import ctk.cmd.shell.expansion.Expansion;
import ctk.cmd.shell.language.Redirection;
import ctk.core.linux.ByteString;
import ctk.core.linux.JobCalls;
import ctk.core.linux.KernelException;

import java.util.ArrayList;
import java.util.List;

/** The descriptors of the standard streams of a command, and those that only it uses. */
final class Streams {

    private static final int NEW_FILE = 0666;

    private final int[] streams = {0, 1, 2};
    private final List<Integer> own = new ArrayList<>();

    int in() {
        return streams[0];
    }

    int out() {
        return streams[1];
    }

    int err() {
        return streams[2];
    }

    /** Return the descriptor that becomes a stream of a program, or -1 if it is that stream. */
    int moved(int stream) {
        return streams[stream] == stream ? -1 : streams[stream];
    }

    /** Use a descriptor, which is closed with this. */
    void set(int stream, int descriptor) {
        streams[stream] = descriptor;
        own.add(descriptor);
    }

    /** Redirect in the order of the line. */
    void redirect(List<Redirection> redirections, Expansion expansion) throws KernelException {
        for (Redirection each : redirections) {
            ByteString target = expansion.single(each.target());
            if (each.kind() == Redirection.Kind.COPY) {
                streams[each.stream()] = streams[target.decimal(2)];
            } else {
                set(each.stream(), open(target, each.kind()));
            }
        }
    }

    private static int open(ByteString path, Redirection.Kind kind) throws KernelException {
        int flags =
                switch (kind) {
                    case READ, COPY -> JobCalls.READ;
                    case WRITE -> JobCalls.WRITE | JobCalls.CREATE | JobCalls.TRUNCATE;
                    case APPEND -> JobCalls.WRITE | JobCalls.CREATE | JobCalls.APPEND;
                    case READ_WRITE -> JobCalls.READ_WRITE | JobCalls.CREATE;
                };
        int file = JobCalls.open(path.toBytes(), flags, NEW_FILE);
        if (file < 0) {
            throw new KernelException("open", path, -file);
        }
        return file;
    }

    void close() {
        own.forEach(JobCalls::close);
        own.clear();
    }
}
