package ctk.core.exec;

import ctk.core.linux.ByteString;

import java.util.Arrays;

/** Writes a record as the C side reads it: little-endian fields without padding. */
public final class RecordWriter {

    private byte[] bytes = new byte[256];
    private int size;

    /** Start an empty record. */
    public RecordWriter() {}

    /** Write the low 32 bits. */
    public void u32(long value) {
        grow(4);
        put(size, value);
        size += 4;
    }

    /** Write all 64 bits. */
    public void u64(long value) {
        u32(value);
        u32(value >> 32);
    }

    /** Write the bytes and a NUL. */
    void string(ByteString text) {
        bytes(text.toBytes());
        bytes(new byte[] {0});
    }

    /** Write the bytes alone. */
    public void bytes(byte[] all) {
        grow(all.length);
        System.arraycopy(all, 0, bytes, size, all.length);
        size += all.length;
    }

    /** Write the length, the bytes and a NUL. */
    public void text(ByteString text) {
        byte[] all = text.toBytes();
        u32(all.length);
        grow(all.length + 1);
        System.arraycopy(all, 0, bytes, size, all.length);
        size += all.length;
        bytes[size++] = 0;
    }

    /** Leave room for the length of the record; return where. */
    public int reserve() {
        u32(0);
        return size - 4;
    }

    /** Fill in the length at {@code reserved} and return the record. */
    public byte[] finish(int reserved) {
        put(reserved, size);
        return Arrays.copyOf(bytes, size);
    }

    /** Return all that was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void put(int at, long value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }

    private void grow(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
