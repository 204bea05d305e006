package ctk.cmd.shell.terminal;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Names out of small files of the system, for completion: what is malformed is passed over. */
final class Accounts {

    private static final int MOST = 1 << 20;

    private Accounts() {}

    /** Return what stands before the first colon of each line of passwd(5) or group(5). */
    static List<ByteString> names(String file) {
        List<ByteString> names = new ArrayList<>();
        ByteString text = read(file);
        int start = 0;
        for (int end = text.indexOf('\n', 0); end >= 0; end = text.indexOf('\n', start)) {
            int colon = text.indexOf(':', start);
            if (colon > start && colon < end) {
                names.add(text.slice(start, colon));
            }
            start = end + 1;
        }
        return names;
    }

    static String firstLine(String file) {
        ByteString text = read(file);
        int end = text.indexOf('\n', 0);
        return text.slice(0, end < 0 ? text.length() : end).printable();
    }

    private static ByteString read(String file) {
        try (FileInput in = FileInput.open(ByteString.of(file))) {
            return ByteString.of(in == null ? new byte[0] : in.readNBytes(MOST));
        } catch (IOException e) {
            return ByteString.of("");
        }
    }
}
