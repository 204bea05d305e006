package ctk.core.proc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Addresses as /proc/net writes them: words of four bytes in the order of the machine. */
final class SocketAddress {

    private static final int WORD = 8; // digits
    private static final int V4 = WORD;
    private static final int V6 = 4 * WORD;

    private SocketAddress() {}

    /**
     * Return an address and port for people, empty if it is none.
     *
     * @param text {@code 0100007F:1F90}
     */
    static String of(String text, ByteOrder order) {
        int colon = text.indexOf(':');
        if (colon != V4 && colon != V6) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(order);
        for (int i = 0; i < colon; i += WORD) {
            bytes.putInt((int) Numbers.hex(text.substring(i, i + WORD)));
        }
        long port = Numbers.hex(text.substring(colon + 1));
        String shown = port == 0 ? "*" : Long.toString(port);
        byte[] address = bytes.array();
        return colon == V4 ? v4(address, 0) + ":" + shown : "[" + v6(address) + "]:" + shown;
    }

    private static String v4(byte[] address, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + 4; i++) {
            text.append(i == from ? "" : ".").append(address[i] & 0xff);
        }
        return text.toString();
    }

    /** As RFC 5952 writes them: the longest run of zeros, of two at least, is left out. */
    private static String v6(byte[] address) {
        int[] groups = new int[8];
        boolean mapped = true;
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
            mapped &= i > 5 || groups[i] == (i == 5 ? 0xffff : 0);
        }
        if (mapped) {
            return "::ffff:" + v4(address, 12);
        }
        int start = -1;
        int longest = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
