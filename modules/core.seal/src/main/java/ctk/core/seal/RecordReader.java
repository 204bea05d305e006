package ctk.core.seal;

import ctk.core.linux.ByteString;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link ctk.core.exec.RecordWriter} writes, and takes nothing else. */
final class RecordReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    RecordReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private RecordReader(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** Refuse the file if something is not so. */
    void require(boolean isSo, String what) throws MalformedException {
        if (!isSo) {
            throw new MalformedException(what + " is not as it has to be (byte " + at + ")");
        }
    }

    private int take(long length) throws MalformedException {
        require(length <= end - at, "a length");
        int from = at;
        at += (int) length;
        return from;
    }

    long u32() throws MalformedException {
        int from = take(Integer.BYTES);
        long value = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[from + i] & 0xff);
        }
        return value;
    }

    long u64() throws MalformedException {
        long low = u32();
        return u32() << Integer.SIZE | low;
    }

    boolean truth() throws MalformedException {
        long value = u32();
        require(value <= 1, "a truth value");
        return value == 1;
    }

    /** Read a count of what takes at least so many bytes each. */
    int count(int least) throws MalformedException {
        long count = u32();
        require(count <= (end - at) / least, "a count");
        return (int) count;
    }

    /** Read a length, and so many bytes. */
    ByteString counted() throws MalformedException {
        int from = take(u32());
        return ByteString.of(Arrays.copyOfRange(bytes, from, at));
    }

    ByteString text() throws MalformedException {
        ByteString text = counted();
        require(text.indexOf(0, 0) < 0 && bytes[take(1)] == 0, "a text");
        return text;
    }

    /** Read a text that is not empty. */
    ByteString name() throws MalformedException {
        ByteString name = text();
        require(name.length() > 0, "a name");
        return name;
    }

    List<ByteString> texts() throws MalformedException {
        int count = count(Integer.BYTES + 1);
        List<ByteString> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** Read a length, and return a reader of so many bytes. */
    RecordReader part() throws MalformedException {
        int from = take(u32());
        return new RecordReader(bytes, from, at);
    }

    /** Refuse what follows. */
    void end() throws MalformedException {
        require(at == end, "the end");
    }
}
