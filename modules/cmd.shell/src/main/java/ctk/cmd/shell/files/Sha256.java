package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.core.linux.ByteString;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** {@code sha256}. */
public final class Sha256 extends Described {

    private static final int PIECE = 65536;

    /** One for all calls. */
    public Sha256() {
        super(
                "sha256",
                "[FILE...]",
                "write the SHA-256 sums of files, as sha256sum does",
                Operand.PATH);
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        try (Printer out = new Printer(call)) {
            return Inputs.each(
                    call,
                    flags(call).operands(),
                    (name, in) -> {
                        ByteString escaped = escaped(name);
                        String mark = escaped.equals(name) ? "" : "\\";
                        out.text(mark + HexFormat.of().formatHex(sum(in)) + "  ");
                        out.name(escaped).line();
                        out.flush();
                    });
        }
    }

    private static byte[] sum(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Write backslash, newline and carriage return so that a line stays one, as sha256sum does. */
    private static ByteString escaped(ByteString name) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        for (byte each : name.toBytes()) {
            int at = "\\\n\r".indexOf(each);
            if (at >= 0) {
                result.write('\\');
                result.write("\\nr".charAt(at));
            } else {
                result.write(each);
            }
        }
        return ByteString.of(result.toByteArray());
    }
}
