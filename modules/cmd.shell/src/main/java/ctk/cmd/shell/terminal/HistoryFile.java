package ctk.cmd.shell.terminal;

import ctk.cmd.shell.running.Shell;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.KernelException;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The lines of earlier shells, in {@code ~/.ctk_history}, one a line, with the ends of lines within
 * them as carriage returns. A file that is not a plain one of this user's alone is left as it is:
 * HOME may belong to somebody else.
 */
final class HistoryFile {

    private static final int PRIVATE = 0600;
    private static final int MOST_LINES = 1000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int AT = DirectoryCalls.WORKING_DIRECTORY;

    private final byte[] path;
    private int size;

    private HistoryFile(ByteString path) {
        this.path = path.toBytes();
    }

    static HistoryFile of(Shell shell) {
        ByteString home = shell.variables().get("HOME");
        boolean isThere = home != null && home.length() > 0 && home.at(0) == '/';
        ByteString directory = home == null || !isThere ? ByteString.of("") : home;
        return new HistoryFile(
                isThere ? ByteString.join(directory, ByteString.of("/.ctk_history")) : directory);
    }

    /** Return the lines, oldest first. */
    List<String> read() {
        int file = path.length == 0 ? -1 : FileCalls.openForReading(AT, path);
        if (file < 0 || !isOwn(file)) {
            close(file);
            return List.of();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        int count = FileCalls.read(file, piece, 0, piece.length);
        while (count > 0 && bytes.size() < MOST_BYTES) {
            bytes.write(piece, 0, count);
            count = FileCalls.read(file, piece, 0, piece.length);
        }
        close(file);
        size = bytes.size();
        String text = Typed.text(ByteString.of(bytes.toByteArray()));
        List<String> lines =
                List.of(text.split("\n")).stream()
                        .filter(line -> !line.isBlank())
                        .map(line -> line.replace('\r', '\n'))
                        .toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    /** Write a line behind the others, or all of them anew if the file has become long. */
    void add(String line, List<String> all) {
        int file = path.length == 0 ? -1 : FileCalls.openOrCreate(AT, path, PRIVATE);
        if (file < 0 || !isOwn(file)) {
            close(file);
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean isLong = size > MOST_BYTES / 2;
        for (String each : isLong ? all : List.of(line)) {
            text.writeBytes(Typed.bytes(each.replace('\n', '\r') + "\n").toBytes());
        }
        if (isLong) {
            FileCalls.truncate(file, 0);
            size = 0;
        }
        byte[] bytes = text.toByteArray();
        size += bytes.length;
        FileCalls.append(file, bytes); // a line that is lost is no reason to say anything
        close(file);
    }

    private static boolean isOwn(int file) {
        InodeFacts facts = new InodeFacts(1);
        try {
            return facts.ofFile(file) == 0
                    && facts.isRegular(0)
                    && facts.links(0) == 1
                    && (facts.mode(0) & 077) == 0
                    && Integer.toUnsignedLong(facts.uid(0)) == Credentials.current().effectiveUid();
        } catch (KernelException e) {
            return false;
        }
    }

    private static void close(int file) {
        if (file >= 0) {
            FileCalls.close(file);
        }
    }
}
