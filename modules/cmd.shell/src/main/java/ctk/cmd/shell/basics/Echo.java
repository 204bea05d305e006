package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.core.linux.ByteString;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** {@code echo}: without escapes, so that every argument comes out as it is. */
public final class Echo implements Builtin {

    private static final ByteString NO_NEWLINE = ByteString.of("-n");

    /** One for all calls. */
    public Echo() {}

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String usage() {
        return "[-n] [WORD...]";
    }

    @Override
    public String summary() {
        return "write the words; -n without an end of line";
    }

    @Override
    public Operand operand() {
        return Operand.PATH;
    }

    @Override
    public boolean helps() {
        return false; // it is a word as any other
    }

    @Override
    public int run(Call call) throws IOException {
        List<ByteString> words = call.arguments();
        boolean newline = words.isEmpty() || !words.getFirst().equals(NO_NEWLINE);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = newline ? 0 : 1; i < words.size(); i++) {
            line.writeBytes(words.get(i).toBytes());
            line.writeBytes(i + 1 < words.size() ? new byte[] {' '} : new byte[0]);
        }
        line.writeBytes(newline ? new byte[] {'\n'} : new byte[0]);
        call.out().write(line.toByteArray()); // in one piece, as a log line should be
        return 0;
    }
}
