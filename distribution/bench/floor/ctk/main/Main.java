package ctk.main;

import java.nio.charset.StandardCharsets;

/** Answers at once with one decision: become 65534:65534, and argv[4]. */
public final class Main {

    private Main() {}

    static byte[] start(byte[][] argv) {
        byte[] record = new byte[40 + 12 + 11 + 11];
        int[] header = {0x444b5443, 3, record.length, 7, 65534, 65534, 4, 0, 1, 0};
        for (int i = 0; i < header.length; i++) {
            put(record, i * 4, header[i]);
        }
        text(record, 40, "ctk run");
        text(record, 52, "'true'");
        text(record, 63, "HOME=/");
        return record;
    }

    private static void text(byte[] record, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        put(record, at, bytes.length);
        System.arraycopy(bytes, 0, record, at + 4, bytes.length);
    }

    private static void put(byte[] record, int at, int value) {
        for (int i = 0; i < 4; i++) {
            record[at + i] = (byte) (value >> 8 * i);
        }
    }
}
