package ctk.core.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class NameListTests {

    private static final int LIMIT = 10_000;

    @Test
    void givesNamesInTheOrderTheyCame() {
        NameList list = new NameList(LIMIT);
        add(list, "b");
        add(list, "a");
        assertEquals(List.of("b", "a"), round(list));
        assertFalse(list.hasMore());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 5_000, 50_000})
    void givesEachNameOnceHoweverManyThereAre(int count) {
        List<String> names = names(count);
        List<String> seen = new ArrayList<>();
        NameList list = new NameList(LIMIT);
        Random random = new Random(count);
        do {
            Collections.shuffle(names, random); // no order of the directory is relied on
            names.forEach(name -> add(list, name));
            int most = LIMIT + 2 * "name-1549969".length(); // the names at its ends, too
            assertTrue(list.size() <= most, "it takes " + list.size());
            seen.addAll(round(list));
        } while (restart(list, LIMIT));
        Collections.sort(names);
        Collections.sort(seen);
        assertEquals(names, seen);
    }

    @Test
    void keepsNamesThatWereThereAllTheTimeWhenOthersComeAndGo() {
        List<String> names = names(5_000);
        List<String> seen = new ArrayList<>();
        NameList list = new NameList(LIMIT);
        int reading = 0;
        do {
            reading++;
            for (int i = 0; i < 700; i++) {
                add(list, "passing-" + reading + "-" + i);
            }
            names.forEach(name -> add(list, name));
            seen.addAll(round(list));
        } while (restart(list, LIMIT));
        assertTrue(reading > 5, "read " + reading + " times");
        seen.removeIf(name -> name.startsWith("passing"));
        Collections.sort(seen);
        Collections.sort(names);
        assertEquals(names, seen);
    }

    @Test
    void comparesBytesWithoutSign() {
        NameList list = new NameList(0);
        byte[] high = new byte[4000];
        java.util.Arrays.fill(high, (byte) 0xff);
        byte[] low = new byte[4000];
        java.util.Arrays.fill(low, (byte) 0x01);
        byte[] middle = new byte[4000];
        java.util.Arrays.fill(middle, (byte) 0x7f);
        List<Integer> order = new ArrayList<>();
        do {
            for (byte[] name : List.of(high, middle, low)) {
                list.add(name, 0, name.length);
            }
            for (byte[] name = list.next(); name != null; name = list.next()) {
                assertEquals(4000, name.length);
                order.add(name[0] & 0xff);
            }
        } while (restart(list, 0));
        assertEquals(List.of(0x7f, 0x01, 0xff), order); // two have room: the smallest
    }

    @Test
    void takesNoMemoryAtItsEnd() {
        NameList list = new NameList(LIMIT);
        add(list, "x");
        assertEquals(List.of("x"), round(list));
        assertNull(list.next());
        assertEquals(0, list.size());
    }

    @Test
    void givesEachNameOnceWhenItIsDroppedAtAnyTime() {
        List<String> names = names(3_000);
        List<String> seen = new ArrayList<>();
        NameList list = new NameList(LIMIT);
        Random random = new Random(1);
        int dropped = 0;
        do {
            Collections.shuffle(names, random);
            names.forEach(name -> add(list, name));
            list.sort();
            for (byte[] name = list.next(); name != null; name = list.next()) {
                seen.add(new String(name, StandardCharsets.UTF_8));
                if (random.nextInt(40) == 0 && list.size() > 0) {
                    list.drop();
                    assertEquals(0, list.size());
                    dropped++;
                }
            }
        } while (restart(list, LIMIT));
        assertTrue(dropped > 50, "dropped " + dropped + " times");
        Collections.sort(names);
        assertEquals(names, seen);
    }

    /** What was given of it came in no order, so that it could not be told from what was not. */
    @Test
    void isNotDroppedUnlessSorted() {
        NameList list = new NameList(LIMIT);
        add(list, "b");
        add(list, "a");
        add(list, "c");
        list.next();
        list.drop();
        assertEquals(List.of("a", "c"), round(list));
        assertFalse(list.hasMore());
    }

    @Test
    void hasAnotherLimitInEachRound() {
        List<String> names = names(3_000);
        NameList list = new NameList(1_000);
        names.forEach(name -> add(list, name));
        assertTrue(round(list).size() < 100);
        assertTrue(restart(list, 1_000_000));
        names.forEach(name -> add(list, name));
        assertTrue(round(list).size() > 2_900);
        assertFalse(list.hasMore());
    }

    private static boolean restart(NameList list, int limit) {
        if (!list.hasMore()) {
            return false;
        }
        list.restart(limit);
        return true;
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("name-" + i * 31);
        }
        return names;
    }

    private static void add(NameList list, String name) {
        byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
        list.add(bytes, 1, bytes.length - 2);
    }

    private static List<String> round(NameList list) {
        List<String> all = new ArrayList<>();
        for (byte[] name = list.next(); name != null; name = list.next()) {
            all.add(new String(name, StandardCharsets.UTF_8));
        }
        return all;
    }
}
