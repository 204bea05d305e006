package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.expansion.Quoting;
import ctk.core.linux.ByteString;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Variables as lines that set them again. */
final class Listing {

    private Listing() {}

    static void print(Call call, Predicate<ByteString> isWanted) throws IOException {
        List<ByteString> names =
                call.shell().variables().names().stream()
                        .filter(isWanted)
                        .sorted(Comparator.comparing(ByteString::toString))
                        .toList();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ByteString name : names) {
            ByteString value = call.shell().variables().get(name);
            String quoted = value == null ? "" : Quoting.quote(value);
            lines.writeBytes(ByteString.of(name.printable() + "=" + quoted + "\n").toBytes());
        }
        call.out().write(lines.toByteArray());
    }
}
