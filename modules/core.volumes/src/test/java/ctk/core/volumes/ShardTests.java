package ctk.core.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class ShardTests {

    @Test
    void readsIndexAndCount() throws Exception {
        assertEquals(new Shard(0, 1), Shard.parse(ByteString.of("0/1")));
        assertEquals(new Shard(4095, 4096), Shard.parse(ByteString.of("4095/4096")));
        assertEquals(new Shard(7, 8), Shard.parse(ByteString.of("07/8")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "1",
                "1/",
                "/1",
                "1/1",
                "8/8",
                "-1/8",
                "0/0",
                "a/8",
                "0/b",
                "0/8/9",
                "0 /8",
                "+0/8",
                "0/4097",
                "0/99999999999999999999",
                "99999999999999999999/8",
                "0x0/8"
            })
    void refusesWhatIsNoShard(String text) {
        ByteString bytes = ByteString.of(text);
        VolumeException e = assertThrows(VolumeException.class, () -> Shard.parse(bytes));
        assertEquals(
                "cannot take shard '" + text + "': it is I/N, with I from 0 to N-1",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void givesEachPathToOneShardAndFairParts(int count) {
        int paths = count * 400;
        int[] parts = new int[count];
        for (int i = 0; i < paths; i++) {
            byte[] name = ("file-" + i).getBytes(StandardCharsets.UTF_8);
            long hash = Shard.extend(Shard.ROOT, name, 0, name.length);
            int holders = 0;
            for (int index = 0; index < count; index++) {
                if (new Shard(index, count).holds(hash)) {
                    holders++;
                    parts[index]++;
                }
            }
            assertEquals(1, holders);
        }
        for (int part : parts) {
            assertTrue((part > 250 && part < 600) || count == 1, "a part of " + part);
        }
    }

    @Test
    void tellsPathsApartThatConsistOfTheSameBytes() {
        assertTrue(path("ab", "c") != path("a", "bc"));
        assertTrue(path("a", "b") != path("b", "a"));
    }

    private static long path(String first, String second) {
        long hash = Shard.ROOT;
        for (String name : new String[] {first, second}) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            hash = Shard.extend(hash, bytes, 0, bytes.length);
        }
        return hash;
    }
}
