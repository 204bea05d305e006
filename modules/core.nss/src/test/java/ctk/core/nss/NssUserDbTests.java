package ctk.core.nss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.linux.ByteString;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.UserSpecException;

import jnr.posix.Passwd;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is decided before the C library is asked, and of its answers. The library itself, which is
 * not part of a JDK, is asked by UserDbIT.
 */
class NssUserDbTests {

    private final NssUserDb users = new NssUserDb();

    /** getpwnam(3) would be asked for a user without a name, and some sources have one. */
    @Test
    void nobodyHasAnEmptyName() throws Exception {
        ByteString empty = ByteString.of("");
        assertNull(users.userByName(empty));
        assertNull(users.groupByName(empty));
        assertArrayEquals(new long[0], users.groupsOf(empty));
    }

    /**
     * Latin-1, a part of a character, a surrogate, an overlong slash, and the replacement itself.
     */
    @ParameterizedTest
    @ValueSource(strings = {"e9", "c3", "eda080", "c0af", "61ff62", "efbfbd"})
    void refusesNamesThatAreNoText(String hexadecimal) {
        ByteString name = bytes(hexadecimal);
        String message = "name " + name.quoted() + " is not UTF-8, which --user-db=nss asks for";
        assertRefused(message, "--user-db=files takes any bytes", () -> users.userByName(name));
        assertRefused(message, "--user-db=files takes any bytes", () -> users.groupByName(name));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "1000, 100, 1000, 100", "-2, -3, 4294967294, 4294967293"})
    void takesNumbersWithASignForIds(long uid, long gid, long wantedUid, long wantedGid)
            throws Exception {
        PasswdEntry entry = NssUserDb.user(new Entry("a", uid, gid, "/h", "/s"), "'a'");
        assertEquals(wantedUid, entry.uid());
        assertEquals(wantedGid, entry.gid());
        assertEquals("nss", entry.origin().file());
        assertEquals(0, entry.origin().line());
    }

    /** Which the kernel takes for "leave as it is" (setresuid(2)). */
    @ParameterizedTest
    @CsvSource({"-1, 0, uid", "0, -1, gid", "4294967295, 0, uid"})
    void refusesWhatIsNoId(long uid, long gid, String field) {
        Entry entry = new Entry("a", uid, gid, "/h", "/s");
        String message = "nss entry of user 'a' is malformed: " + field + " 4294967295 is no id";
        assertRefused(message, null, () -> NssUserDb.user(entry, "'a'"));
    }

    @Test
    void takesFieldsThatAreNotThereForEmpty() throws Exception {
        PasswdEntry entry = NssUserDb.user(new Entry("a", 1, 1, null, null), "1");
        assertEquals("", entry.home().toString());
        assertEquals("", entry.shell().toString());
    }

    @ParameterizedTest
    @CsvSource({"a\uFFFD, /h, /s, name", "a, /\uFFFD, /s, home", "a, /h, /s\uFFFD, shell"})
    void refusesFieldsThatAreNoText(String name, String home, String shell, String field) {
        Entry entry = new Entry(name, 1, 1, home, shell);
        String message = "nss entry of user 'a' cannot be read: " + field + " is not UTF-8";
        String hint = "--user-db=files takes any bytes";
        assertRefused(message, hint, () -> NssUserDb.user(entry, "'a'"));
    }

    /** The JDK that runs this has none of the library's native part, and no copy is made of it. */
    @Test
    void saysThatThereIsNoNameService() {
        UserSpecException e =
                assertThrows(
                        UserSpecException.class, () -> users.userByName(ByteString.of("root")));
        String start = "the name service is not available: ";
        assertEquals(start, String.valueOf(e.getMessage()).substring(0, start.length()));
        assertEquals(-1, String.valueOf(e.getMessage()).indexOf('\n'));
        assertEquals("--user-db=files reads /etc/passwd and /etc/group, and needs none", e.hint());
    }

    private static void assertRefused(String message, @Nullable String hint, Executable look) {
        UserSpecException e = assertThrows(UserSpecException.class, look);
        assertEquals(message, e.getMessage());
        assertEquals(hint, e.hint());
    }

    private static ByteString bytes(String hexadecimal) {
        return ByteString.of(java.util.HexFormat.of().parseHex(hexadecimal));
    }

    /** An answer of the library. */
    private record Entry(
            String name, long uid, long gid, @Nullable String home, @Nullable String shell)
            implements Passwd {

        @Override
        public String getLoginName() {
            return name;
        }

        @Override
        public String getPassword() {
            return "x";
        }

        @Override
        public long getUID() {
            return uid;
        }

        @Override
        public long getGID() {
            return gid;
        }

        @Override
        public int getPasswdChangeTime() {
            return 0;
        }

        @Override
        public String getAccessClass() {
            return "";
        }

        @Override
        public String getGECOS() {
            return "";
        }

        @Override
        public @Nullable String getHome() {
            return home;
        }

        @Override
        public @Nullable String getShell() {
            return shell;
        }

        @Override
        public int getExpire() {
            return 0;
        }
    }
}
