package ctk.core.userdb;

import static ctk.core.userdb.MemorySource.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

class ResolverTests {

    private static final Caller ROOT = new Caller(0, 0, new long[0]);
    private static final Caller APP = new Caller(1000, 1001, new long[] {20, 30});
    private static final String PASSWD = "root:x:0:0::/root:\napp:x:1000:1001::/home/app:\n";
    private static final String GROUP = "root:x:0:root\nadm:x:43:app\nusers:x:44:root,app\n";

    @Test
    void givesEntryGroupsAndOriginOfAName() throws Exception {
        Identity identity = resolve("app", ROOT);
        assertIdentity(identity, 1000, 1001, "/home/app", 43, 44);
        assertEquals(new Origin("/etc/passwd", 2), origin(identity.user()));
        assertNull(identity.group());
        assertEquals(List.of(), identity.warnings());
    }

    @Test
    void givesTheGroupEntryThatReplacedTheGid() throws Exception {
        Identity identity = resolve("app:adm", ROOT);
        assertIdentity(identity, 1000, 43, "/home/app");
        var adm = new GroupEntry(bytes("adm"), 43, new Origin("/etc/group", 2));
        assertEquals(adm, identity.group());
    }

    @Test
    void leavesNoSupplementaryGroupWithAGroupInTheSpec() throws Exception {
        assertIdentity(resolve("app:43", APP), 1000, 43, "/home/app");
        assertIdentity(resolve("5555:43", APP), 5555, 43, "/");
        assertIdentity(resolve(":43", APP), 1000, 43, "/home/app");
    }

    @Test
    void takesAnEmptyUserForTheCaller() throws Exception {
        assertIdentity(resolve("", APP), 1000, 1001, "/home/app", 43, 44);
        assertIdentity(resolve("", ROOT), 0, 0, "/root", 0, 44);
        assertIdentity(resolve(":adm", APP), 1000, 43, "/home/app");
    }

    @Test
    void keepsACallerWhoHasNoEntry() throws Exception {
        var caller = new Caller(4294967294L, 7, new long[] {20, 0});
        Identity identity = resolve(":", caller);
        assertIdentity(identity, 4294967294L, 7, "/", 20, 0);
        assertEquals(List.of(), identity.warnings());
    }

    @Test
    void keepsGidAndGroupsOfAnOrdinaryCallerForAUserWithoutEntry() throws Exception {
        Identity identity = resolve("5555", APP);
        assertIdentity(identity, 5555, 1001, "/", 20, 30);
        assertEquals(List.of(), identity.warnings());
        assertNull(identity.user());
    }

    @Test
    void neverKeepsSupplementaryGroupsOfRoot() throws Exception {
        var root = new Caller(0, 0, new long[] {0, 1, 2, 10});
        assertIdentity(resolve("5555", root), 5555, 0, "/");
        assertIdentity(new Resolver(missing()).resolve(spec(""), root), 0, 0, "/");
    }

    @Test
    void warnsOfAUserWithoutEntryWhoKeepsGidZero() throws Exception {
        var warning = List.of("user 5555 has no passwd entry and keeps gid 0");
        assertEquals(warning, resolve("5555", ROOT).warnings());
        assertEquals(warning, resolve("5555:", ROOT).warnings());
        assertEquals(warning, resolve("5555", new Caller(7, 7, new long[] {5, 0})).warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5555:0", "5555:root", "root", "0", "app", "", ":0"})
    void warnsOfNothingThatWasAskedFor(String spec) throws Exception {
        assertEquals(List.of(), resolve(spec, ROOT).warnings());
    }

    @Test
    void givesGroupsOfTheFirstNameThatSharesAnId() throws Exception {
        var db = db("a:x:5:50::/a:\nb:x:5:60::/b:\n", "ga:x:1:a\ngb:x:2:b\n");
        assertIdentity(new Resolver(db).resolve(spec("5"), ROOT), 5, 50, "/a", 1);
        assertIdentity(new Resolver(db).resolve(spec("b"), ROOT), 5, 60, "/b", 2);
    }

    @Test
    void givesAnEntryWithoutNameNoGroups() throws Exception {
        var db = db(":x:5:50::/a:\n", "g:x:1:\nh:x:2:,\n");
        assertIdentity(new Resolver(db).resolve(spec("5"), APP), 5, 50, "/a");
    }

    @Test
    void judgesBothIdsOfThePasswdLineEvenIfAGroupIsGiven() {
        var resolver = new Resolver(db("a:x:5:zzz", GROUP));
        var e = assertThrows(UserSpecException.class, () -> resolver.resolve(spec("a:43"), ROOT));
        assertEquals("line 1 of /etc/passwd is malformed: gid 'zzz'", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "nope,no such user 'nope',user",
        "Root,no such user 'Root',user",
        "it's:adm,no such user 'it\\'s',user",
        "root:nope,no such group 'nope',group",
        "5555:nope,no such group 'nope',group",
        ":nope,no such group 'nope',group",
        "root:adm:x,no such group 'adm:x',group"
    })
    void refusesUnknownNamesWithAHint(String spec, String message, String kind) {
        var e = assertThrows(UserSpecException.class, () -> resolve(spec, ROOT));
        assertEquals(message, e.getMessage());
        assertEquals(
                "add the "
                        + kind
                        + " to the image, or give UID:GID as numbers, which need no entry",
                e.hint());
    }

    @Test
    void resolvesNumbersButNoNamesWithoutFiles() throws Exception {
        var resolver = new Resolver(missing());
        assertIdentity(resolver.resolve(spec("0"), ROOT), 0, 0, "/");
        assertIdentity(resolver.resolve(spec("7:8"), ROOT), 7, 8, "/");
        var e = assertThrows(UserSpecException.class, () -> resolver.resolve(spec("a"), ROOT));
        assertEquals("no such user 'a'", e.getMessage());
        e = assertThrows(UserSpecException.class, () -> resolver.resolve(spec("7:g"), ROOT));
        assertEquals("no such group 'g'", e.getMessage());
    }

    @Test
    void opensNoGroupFileForANumericGroupOrAUserWithoutEntry() throws Exception {
        var unreadable = new FailingSource("/etc/group", null);
        var resolver = new Resolver(new FileUserDb(MemorySource.passwd(PASSWD), unreadable));
        assertIdentity(resolver.resolve(spec("app:43"), ROOT), 1000, 43, "/home/app");
        assertIdentity(resolver.resolve(spec("5555"), ROOT), 5555, 0, "/");
        assertEquals("0 opened, 0 closed", unreadable.balance());
    }

    @Test
    void readsEachFileOnce() throws Exception {
        var passwd = new FailingSource("/etc/passwd", PASSWD);
        var group = new FailingSource("/etc/group", GROUP);
        new Resolver(new FileUserDb(passwd, group)).resolve(spec("app"), ROOT);
        assertEquals("1 opened, 1 closed", passwd.balance());
        assertEquals("1 opened, 1 closed", group.balance());
    }

    @Test
    void passesReadErrorsOnEvenIfNoEntryIsNeeded() {
        var unreadable = new FailingSource("/etc/passwd", null);
        var resolver = new Resolver(new FileUserDb(unreadable, MemorySource.group(GROUP)));
        assertThrows(IOException.class, () -> resolver.resolve(spec("7:8"), ROOT));
    }

    @Test
    void neverMakesAnIdentityOfIdsThatAreNone() {
        for (long id : new long[] {-1, 4294967295L, Long.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> identity(id, 1, 1));
            assertThrows(IllegalArgumentException.class, () -> identity(1, id, 1));
            assertThrows(IllegalArgumentException.class, () -> identity(1, 1, id));
        }
    }

    private static Identity identity(long uid, long gid, long group) {
        return new Identity(uid, gid, new long[] {1, group}, bytes("/"), null, null, List.of());
    }

    private static void assertIdentity(
            Identity identity, long uid, long gid, String home, long... groups) {
        assertEquals(uid, identity.uid());
        assertEquals(gid, identity.gid());
        assertEquals(bytes(home), identity.home());
        assertArrayEquals(groups, identity.groups());
    }

    private static @Nullable Origin origin(@Nullable PasswdEntry entry) {
        return entry == null ? null : entry.origin();
    }

    private static Identity resolve(String spec, Caller caller)
            throws UserSpecException, IOException {
        return new Resolver(db(PASSWD, GROUP)).resolve(spec(spec), caller);
    }

    private static UserSpec spec(String text) throws UserSpecException {
        return UserSpec.parse(bytes(text));
    }

    private static FileUserDb db(String passwd, String group) {
        return new FileUserDb(MemorySource.passwd(passwd), MemorySource.group(group));
    }

    private static FileUserDb missing() {
        return new FileUserDb(MemorySource.passwd(null), MemorySource.group(null));
    }
}
