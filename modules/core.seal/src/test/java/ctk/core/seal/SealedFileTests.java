package ctk.core.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.seal.SealedEntry.Form;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The bytes of the file, which sealed.c reads too, and what is none. */
class SealedFileTests {

    private static final List<Condition> CONDITIONS =
            List.of(
                    new VariableIs(ByteString.of("A"), null),
                    new VariableIs(ByteString.of("B"), ByteString.of("")),
                    new VariableIs(ByteString.of("C"), ByteString.of("x=y")),
                    new LimitIs(7, 1024, -1),
                    new NicenessAtMost(-20),
                    new GroupsDenied(true),
                    new NothingAt(ByteString.of("/etc/ctk/ctk.toml")),
                    new FileIs(
                            ByteString.of("/data"),
                            FileStatus.Type.DIRECTORY,
                            0,
                            FileIs.ANY,
                            02750),
                    new DirectoryLists(
                            ByteString.of("/d"), List.of(ByteString.of("a"), ByteString.of("b"))),
                    new FileHolds(ByteString.of("/f"), ByteString.of(new byte[] {0, 1, -1})));

    private static Facts facts(long... groups) {
        long[] ids = {0, 0, 0xffff_fffeL};
        return new Facts(ids, new long[] {1, 2, 3}, -1, 1L << 40, 0xa80425fbL, 2, true, groups);
    }

    private static SealedEntry entry(Form form, String... prefix) {
        List<ByteString> words = Arrays.stream(prefix).map(ByteString::of).toList();
        List<ByteString> warnings = List.of(ByteString.of("ctk run: warning: x"));
        ByteString decision = ByteString.of("decision");
        return new SealedEntry(form, words, facts(0, 5, 77), CONDITIONS, warnings, decision);
    }

    private static SealedFile file() {
        return new SealedFile(
                ByteString.of("build"),
                List.of(
                        entry(Form.USER, "run", "--umask=077", "app"),
                        entry(Form.GOSU, ""),
                        entry(Form.ENTRYPOINT, "run")));
    }

    @Test
    void readsWhatItWrote() throws Exception {
        byte[] bytes = file().encode();
        SealedFile read = SealedFile.decode(bytes);
        assertEquals(ByteString.of("build"), read.build());
        assertEquals(3, read.entries().size());
        SealedEntry first = read.entries().getFirst();
        assertEquals(CONDITIONS, first.conditions());
        assertEquals(Form.USER, first.form());
        assertEquals(file().entries().getFirst().prefix(), first.prefix());
        assertEquals(Form.ENTRYPOINT, read.entries().getLast().form());
        assertEquals(ByteString.of("decision"), first.decision());
        assertTrue(Arrays.equals(bytes, read.encode()), "the bytes are others");
    }

    /** Word for word what sealed.h says. */
    @Test
    void writesTheFormatOfTheHeader() {
        SealedEntry entry =
                new SealedEntry(
                        Form.ENTRYPOINT,
                        List.of(ByteString.of("run")),
                        new Facts(
                                new long[] {1, 2, 3},
                                new long[] {4, 5, 6},
                                7,
                                8,
                                9,
                                10,
                                false,
                                new long[] {11}),
                        List.of(new NothingAt(ByteString.of("/x"))),
                        List.of(),
                        ByteString.of("D"));
        String hex =
                """
                43544b53 01000000 86000000
                01000000 42 00
                01000000
                6c000000 02000000
                01000000 03000000 72756e 00
                01000000 02000000 03000000 04000000 05000000 06000000
                0700000000000000 0800000000000000 0900000000000000
                0a000000 00000000 01000000 0b000000
                01000000 03000000 07000000 02000000 2f78 00
                00000000
                01000000 44
                """;
        byte[] bytes = new SealedFile(ByteString.of("B"), List.of(entry)).encode();
        assertEquals(hex.replaceAll("\\s", ""), HexFormat.of().formatHex(bytes));
    }

    @Test
    void refusesEveryOtherLength() {
        byte[] bytes = file().encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThrows(MalformedException.class, () -> SealedFile.decode(part));
            byte[] told = withLength(part);
            assertThrows(MalformedException.class, () -> SealedFile.decode(told), "" + length);
        }
        byte[] more = withLength(Arrays.copyOf(bytes, bytes.length + 1));
        assertThrows(MalformedException.class, () -> SealedFile.decode(more));
    }

    /** Let the length that the file tells be its own. */
    private static byte[] withLength(byte[] bytes) {
        byte[] told = bytes.clone();
        for (int i = 0; i < 4 && 8 + i < told.length; i++) {
            told[8 + i] = (byte) (told.length >>> (8 * i));
        }
        return told;
    }

    /** No byte leads to anything but another file or a refusal. */
    @Test
    void readsOrRefusesWhateverChanges() {
        byte[] bytes = file().encode();
        int refused = 0;
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] other = bytes.clone();
                other[at] ^= (byte) (1 << bit);
                try {
                    byte[] again = SealedFile.decode(other).encode();
                    assertTrue(Arrays.equals(other, again), "byte " + at + " bit " + bit);
                } catch (MalformedException e) {
                    refused++;
                }
            }
        }
        assertTrue(refused > bytes.length, refused + " were refused");
    }

    @Test
    void refusesGroupsThatDoNotAscend() {
        for (long[] groups : new long[][] {{5, 0}, {5, 5}}) {
            SealedEntry entry =
                    new SealedEntry(
                            Form.USER,
                            List.of(),
                            facts(groups),
                            List.of(),
                            List.of(),
                            ByteString.of(""));
            byte[] bytes = new SealedFile(ByteString.of("b"), List.of(entry)).encode();
            var e = assertThrows(MalformedException.class, () -> SealedFile.decode(bytes));
            assertTrue(String.valueOf(e.getMessage()).startsWith("the order of groups is not"));
        }
    }

    @Test
    void knowsWhatIsSealedAgain() {
        SealedEntry entry = entry(Form.USER, "run", "app");
        assertTrue(entry.isOfArgumentsOf(entry(Form.USER, "run", "app")));
        assertFalse(entry.isOfArgumentsOf(entry(Form.ENTRYPOINT, "run", "app")));
        assertFalse(entry.isOfArgumentsOf(entry(Form.USER, "run", "ap", "p")));
    }
}
