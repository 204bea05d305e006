package ctk.cmd.shell.files;

import ctk.cmd.shell.text.Printer;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What head and tail share. */
final class Counts {

    private Counts() {}

    /** Write {@code -20} as {@code -n20}. */
    static List<ByteString> modern(List<ByteString> arguments) {
        List<ByteString> result = new ArrayList<>(arguments);
        if (!result.isEmpty() && result.getFirst().length() > 1) {
            ByteString first = result.getFirst();
            ByteString digits = first.slice(1);
            if (first.at(0) == '-' && digits.decimal(Integer.MAX_VALUE) >= 0) {
                result.set(0, ByteString.join(ByteString.of("-n"), digits));
            }
        }
        return result;
    }

    /** Say which of several files follows. */
    static void heading(Printer out, ByteString name, boolean several, boolean isFirst)
            throws IOException {
        if (several) {
            out.text(isFirst ? "==> " : "\n==> ").name(name).text(" <==\n");
        }
    }
}
