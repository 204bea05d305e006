package ctk.core.volumes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class ExclusionsTests {

    @Test
    void leaveOutNothingWithoutPatterns() throws VolumeException {
        Exclusions none = exclusions();
        assertTrue(none.isEmpty());
        assertFalse(matches(none, none.start(), "a"));
        assertFalse(matches(none, enter(none, none.start(), "a"), "b"));
        assertFalse(exclusions("a").isEmpty());
    }

    @Test
    void matchAtTheRootOnlyWhatIsWrittenForTheRoot() throws VolumeException {
        Exclusions some = exclusions("*.tmp");
        assertTrue(matches(some, some.start(), "a.tmp"));
        assertFalse(matches(some, enter(some, some.start(), "d"), "a.tmp"));
    }

    @Test
    void matchAtEveryLevelBehindTwoAsterisks() throws VolumeException {
        Exclusions some = exclusions("**/*.tmp");
        long[] state = some.start();
        for (int depth = 0; depth < 1000; depth++) {
            assertTrue(matches(some, state, "a.tmp"));
            assertFalse(matches(some, state, "a"));
            state = enter(some, state, "d");
        }
    }

    @Test
    void matchWhatAnyPatternMatches() throws VolumeException {
        Exclusions some = exclusions("a/b", "a".repeat(200), "c/**/d", "*/e");
        long[] root = some.start();
        assertTrue(matches(some, root, "a".repeat(200)));
        assertFalse(matches(some, root, "a"));
        long[] a = enter(some, root, "a");
        assertTrue(matches(some, a, "b"));
        assertTrue(matches(some, a, "e"));
        assertFalse(matches(some, a, "d"));
        long[] c = enter(some, root, "c");
        assertTrue(matches(some, c, "d"));
        assertTrue(matches(some, c, "e"));
        assertFalse(matches(some, c, "b"));
        long[] below = enter(some, c, "x");
        assertTrue(matches(some, below, "d"));
        assertFalse(matches(some, below, "e"));
    }

    @Test
    void readOnlyTheBytesOfTheName() throws VolumeException {
        Exclusions some = exclusions("ab/cd");
        byte[] names = "xabcdx".getBytes(ISO_8859_1);
        long[] state = some.enter(some.start(), names, 1, 2);
        assertTrue(some.matches(state, names, 3, 2));
        assertFalse(some.matches(state, names, 3, 3));
        assertFalse(some.matches(state, names, 2, 3));
    }

    @Test
    void leaveAStateAsItIs() throws VolumeException {
        Exclusions some = exclusions("**/a*b", "c/*", "a".repeat(100));
        long[] root = some.start();
        long[] copy = root.clone();
        long[] first = enter(some, root, "a");
        long[] second = enter(some, root, "a");
        matches(some, root, "ab");
        assertArrayEquals(copy, root);
        assertArrayEquals(first, second);
        assertNotSame(first, second);
        assertNotSame(some.start(), some.start());
    }

    @Test
    void refuseAllForOneThatIsNoPattern() {
        var e = assertThrows(VolumeException.class, () -> exclusions("a", "/b"));
        assertEquals("cannot exclude '/b': it starts with '/'", e.getMessage());
    }

    @Test
    void answerSeveralThreadsAtOnce() throws Exception {
        Exclusions some = exclusions("**/*a*b", "d/x?z", "*c*".repeat(20).replace("**", "*"));
        long[] state = enter(some, some.start(), "d");
        var asked = List.of("ab", "xyz", "ba", "xaxb", "zyx", "c");
        var expected = List.of(true, true, false, true, false, false);
        Callable<Boolean> ask =
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        int k = i % asked.size();
                        if (matches(some, state, asked.get(k)) != expected.get(k)) {
                            return false;
                        }
                    }
                    return true;
                };
        try (var threads = Executors.newFixedThreadPool(8)) {
            var askers = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 8; i++) {
                askers.add(ask);
            }
            for (var answer : threads.invokeAll(askers)) {
                assertTrue(answer.get());
            }
        }
    }

    private static Exclusions exclusions(String... patterns) throws VolumeException {
        var list = new ArrayList<ByteString>();
        for (String pattern : patterns) {
            list.add(ByteString.of(pattern));
        }
        return Exclusions.of(list);
    }

    private static boolean matches(Exclusions exclusions, long[] state, String name) {
        byte[] bytes = name.getBytes(ISO_8859_1);
        return exclusions.matches(state, bytes, 0, bytes.length);
    }

    private static long[] enter(Exclusions exclusions, long[] state, String name) {
        byte[] bytes = name.getBytes(ISO_8859_1);
        return exclusions.enter(state, bytes, 0, bytes.length);
    }
}
