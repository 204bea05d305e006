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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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

    private static void expectRefused(String what, SealedEntry entry) {
        byte[] bytes = new SealedFile(ByteString.of("b"), List.of(entry)).encode();
        var e = assertThrows(MalformedException.class, () -> SealedFile.decode(bytes));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith(what + " is not as it has to be (byte "), message);
    }

    private static SealedEntry with(Facts facts, List<Condition> conditions, String... warnings) {
        List<ByteString> lines = Arrays.stream(warnings).map(ByteString::of).toList();
        List<ByteString> prefix = List.of(ByteString.of("run"));
        return new SealedEntry(Form.USER, prefix, facts, conditions, lines, ByteString.of(""));
    }

    private static Condition lists(String... names) {
        List<ByteString> all = Arrays.stream(names).map(ByteString::of).toList();
        return new DirectoryLists(ByteString.of("/d"), all);
    }

    @Test
    void refusesGroupsThatDoNotAscend() {
        expectRefused("the order of groups", with(facts(5, 0), List.of()));
        expectRefused("the order of groups", with(facts(5, 5), List.of()));
        expectRefused(
                "the number of groups",
                with(facts(LongStream.range(0, 65537).toArray()), List.of()));
    }

    @Test
    void refusesArgumentsThatNoStartHas() {
        expectRefused("the number of arguments", entry(Form.GOSU));
        expectRefused("the first argument", entry(Form.USER, "app"));
        expectRefused("the first argument", entry(Form.ENTRYPOINT, "seal", "run"));
    }

    /** What sealed.c refuses, too, so that --check says nothing else than a start does. */
    @Test
    void refusesConditionsThatCannotBe() {
        ByteString none = ByteString.of("");
        Map<Condition, String> refused = new LinkedHashMap<>();
        refused.put(new VariableIs(none, null), "a name");
        refused.put(new VariableIs(ByteString.of("A=B"), null), "a variable's name");
        refused.put(new NothingAt(none), "a name");
        refused.put(new FileHolds(none, none), "a name");
        refused.put(new FileIs(none, FileStatus.Type.REGULAR, 0, 0, 0), "a name");
        refused.put(
                new FileIs(ByteString.of("/"), FileStatus.Type.UNKNOWN, 0, 0, 0), "a file's type");
        refused.put(
                new FileIs(ByteString.of("/"), FileStatus.Type.REGULAR, 0, 0, 010000),
                "a file's mode");
        refused.put(new LimitIs(16, 0, 0), "a limit's number");
        refused.put(lists("b", "a"), "the order of names");
        refused.put(lists("a", "a"), "the order of names");
        refused.put(lists("", "a"), "the order of names");
        refused.put(lists("\u00e9", "z"), "the order of names");
        String[] many =
                IntStream.range(1000, 1257).mapToObj(Integer::toString).toArray(String[]::new);
        refused.put(lists(many), "a count");
        refused.forEach(
                (condition, what) -> expectRefused(what, with(facts(), List.of(condition))));
    }

    @Test
    void refusesMoreThanAMebibyteOfFiles() throws Exception {
        ByteString half = ByteString.of(new byte[1 << 19]);
        Condition one = new FileHolds(ByteString.of("/a"), half);
        Condition more = new FileHolds(ByteString.of("/b"), ByteString.of("x"));
        byte[] bytes =
                new SealedFile(half.slice(0, 0), List.of(with(facts(), List.of(one, one))))
                        .encode();
        assertEquals(1, SealedFile.decode(bytes).entries().size());
        expectRefused("the length of files", with(facts(), List.of(one, one, more)));
    }

    @Test
    void refusesWarningsThatAreNoLines() {
        expectRefused("a warning", with(facts(), List.of(), "a\nb"));
        String most = "x".repeat(SealedEntry.MOST_PRINTED);
        expectRefused("the length of warnings", with(facts(), List.of(), most));
    }

    @Test
    void knowsWhatIsSealedAgain() {
        SealedEntry entry = entry(Form.USER, "run", "app");
        List<ByteString> prefix = entry.prefix();
        assertTrue(entry(Form.USER, "run", "app").isFor(Form.USER, prefix));
        assertFalse(entry(Form.ENTRYPOINT, "run", "app").isFor(Form.USER, prefix));
        assertFalse(entry(Form.USER, "run", "ap", "p").isFor(Form.USER, prefix));
    }
}
