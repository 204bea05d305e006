package ctk.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What elf(5) says of a 64-bit little-endian program.
 *
 * @param type of the file
 * @param segments from its program headers
 */
record Elf(int type, List<Segment> segments, ByteBuffer file) {

    static final int ET_DYN = 3;
    static final int PT_INTERP = 3;
    static final int PT_GNU_STACK = 0x6474e551;
    static final int PT_GNU_RELRO = 0x6474e552;
    static final int PF_X = 1;
    static final int PF_W = 2;
    static final long DT_NEEDED = 1;
    static final long DT_RPATH = 15;
    static final long DT_RUNPATH = 29;
    static final long DT_FLAGS = 30;
    static final long DF_BIND_NOW = 8;

    private static final int PT_DYNAMIC = 2;
    private static final int MAGIC = 0x464c457f;

    /** A program header. */
    record Segment(int type, int flags, int offset, int size) {}

    static Elf read(Path path) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        if (file.getInt(0) != MAGIC || file.get(4) != 2 || file.get(5) != 1) {
            throw new IOException("not a 64-bit little-endian ELF file: " + path);
        }
        var segments = new ArrayList<Segment>();
        int at = (int) file.getLong(32);
        for (int i = 0; i < file.getShort(56); i++, at += file.getShort(54)) {
            int offset = (int) file.getLong(at + 8);
            int size = (int) file.getLong(at + 32);
            segments.add(new Segment(file.getInt(at), file.getInt(at + 4), offset, size));
        }
        return new Elf(file.getShort(16), segments, file);
    }

    boolean has(int segmentType) {
        return segments.stream().anyMatch(segment -> segment.type() == segmentType);
    }

    /** Return the values that the dynamic section has for a tag. */
    List<Long> dynamic(long tag) {
        var values = new ArrayList<Long>();
        for (Segment segment : segments) {
            if (segment.type() != PT_DYNAMIC) {
                continue;
            }
            for (int at = segment.offset(); at < segment.offset() + segment.size(); at += 16) {
                if (file.getLong(at) == tag) {
                    values.add(file.getLong(at + 8));
                }
            }
        }
        return values;
    }
}
