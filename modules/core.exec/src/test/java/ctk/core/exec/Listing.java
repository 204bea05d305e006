package ctk.core.exec;

import ctk.core.linux.ByteString;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A record as text, read back from its bytes by the description in decision.h. */
final class Listing {

    private final ByteBuffer in;
    private final StringBuilder text = new StringBuilder();

    private Listing(byte[] record) {
        in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }

    static String of(byte[] record) {
        return new Listing(record).read();
    }

    private String read() {
        byte[] magic = new byte[4];
        in.get(magic);
        line("magic", new String(magic, StandardCharsets.US_ASCII));
        line("version", number());
        line("length", number());
        if (in.getInt(8) != in.capacity()) {
            throw new IllegalStateException("length is wrong");
        }
        line("flags", flags(in.getInt()));
        line("uid", number());
        line("gid", number());
        line("command", number());
        int groups = in.getInt();
        int edits = in.getInt();
        int settings = in.getInt();
        for (int i = 0; i < groups; i++) {
            line("group", number());
        }
        line("label", text());
        line("quoted", text());
        for (int i = 0; i < edits; i++) {
            line("edit", text());
        }
        for (int i = 0; i < settings; i++) {
            int kind = in.getInt();
            byte[] bytes = new byte[in.getInt()];
            in.get(bytes);
            line("setting " + kind, HexFormat.of().formatHex(bytes));
        }
        line("rest", Integer.toString(in.remaining()));
        return text.toString();
    }

    private String number() {
        return Integer.toUnsignedString(in.getInt());
    }

    private String text() {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        if (in.get() != 0) {
            throw new IllegalStateException("no NUL after a text");
        }
        return ByteString.of(bytes).quoted();
    }

    private static String flags(int flags) {
        String names = "";
        String[] all = {"groups", "gid", "uid", "gosu"};
        for (int i = 0; i < 32; i++) {
            if ((flags & 1 << i) != 0) {
                names += (names.isEmpty() ? "" : " ") + all[i];
            }
        }
        return names.isEmpty() ? "none" : names;
    }

    private void line(String name, String value) {
        text.append(name).append(' ').append(value).append('\n');
    }
}
