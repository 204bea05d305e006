package ctk.core.userdb;

import static ctk.core.userdb.MemorySource.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

class FileUserDbTests {

    private static final String ROOT = "root:x:0:0:root:/root:/bin/sh\n";

    @Test
    void givesAllOfTheFirstMatchingPasswdLine() throws Exception {
        var db = passwd("\n" + ROOT + " app:x:1000:1001:App:/home/app:/bin/sh:more\r\napp:x:5:5\n");
        var app =
                new PasswdEntry(
                        bytes("app"),
                        1000,
                        1001,
                        bytes("/home/app"),
                        bytes("/bin/sh"),
                        new Origin("/etc/passwd", 3));
        assertEquals(app, db.userByName(bytes("app")));
        assertEquals(app, db.userById(1000));
        assertNull(db.userByName(bytes("ap")));
        assertNull(db.userByName(bytes("appx")));
        assertNull(db.userById(1001));
    }

    @Test
    void givesMissingFieldsAsEmpty() throws Exception {
        var entry = passwd("short:x:1:2").userByName(bytes("short"));
        var empty = bytes("");
        var origin = new Origin("/etc/passwd", 1);
        assertEquals(new PasswdEntry(bytes("short"), 1, 2, empty, empty, origin), entry);
    }

    @Test
    void comparesNamesAsBytes() throws Exception {
        var db = passwd("\u00ff\u00fe\0:x:7:8::/h\u00ff:\u00fc:x:9:9::/u:");
        var entry = db.userByName(bytes("\u00ff\u00fe\0"));
        assertEquals(bytes("/h\u00ff"), entry == null ? null : entry.home());
        assertNull(db.userByName(bytes("\u00ff\u00fe")));
    }

    @Test
    void refusesAHomeThatNoEnvironmentCanHold() {
        var db = passwd("a:x:7:8::/h\0me:");
        var e = assertThrows(UserSpecException.class, () -> db.userByName(bytes("a")));
        assertEquals("line 1 of /etc/passwd is malformed: home holds NUL", e.getMessage());
    }

    @Test
    void takesNumberSignForACommentInGroupOnly() throws Exception {
        var db = db("#a:x:1:1\n", "#a:x:1:m\n  #b:x:2:m\n\u00a0#c:x:3:m\nd:x:4:m");
        var user = db.userByName(bytes("#a"));
        assertEquals(1, user == null ? -1 : user.uid());
        assertNull(db.groupByName(bytes("#a")));
        assertNull(db.groupByName(bytes("#b")));
        assertArrayEquals(new long[] {3, 4}, db.groupsOf(bytes("m")));
    }

    @Test
    void givesTheFirstMatchingGroupLine() throws Exception {
        var db = db("", "a:x:5:\n\nb:x:007\r\nb:x:8:\n");
        var b = new GroupEntry(bytes("b"), 7, new Origin("/etc/group", 3));
        assertEquals(b, db.groupByName(bytes("b")));
        assertNull(db.groupByName(bytes("x")));
    }

    @Test
    void neverMatchesANameAcrossFields() throws Exception {
        var db = db("root:x:0:0\n", "root:x:0:a:b,c\n");
        assertNull(db.userByName(bytes("root:x")));
        assertNull(db.groupByName(bytes("root:x")));
        assertArrayEquals(new long[0], db.groupsOf(bytes("a:b")));
        assertArrayEquals(new long[0], db.groupsOf(bytes("b")));
    }

    @ParameterizedTest
    @CsvSource({
        "'g:x:1:m',1",
        "'g:x:1:m,n',1",
        "'g:x:1:n,m',1",
        "'g:x:1:n,m,o:p',1",
        "'g:x:1:,m,',1",
        "'g:x:1:m ',1",
        "'g:x:1:m:',1",
        "'g:x:1: m',0",
        "'g:x:1:m ,n',0",
        "'g:x:1:mm',0",
        "'g:x:1:nm,mn',0",
        "'g:x:1::m',0",
        "'g:x:1:',0",
        "'g:x:1',0",
        "'m:m:1:',0",
        "'m',0"
    })
    void countsExactMembersOnly(String line, int expected) throws Exception {
        assertEquals(expected, db("", line).groupsOf(bytes("m")).length);
        assertEquals(expected, db("", "\n" + line + "\n#\n").groupsOf(bytes("m")).length);
    }

    @Test
    void countsNoMemberWithoutANameOrWithAComma() throws Exception {
        var db = db("", "g:x:1:\nh:x:2:,\ni:x:3:a,b\n");
        assertArrayEquals(new long[0], db.groupsOf(bytes("")));
        assertArrayEquals(new long[0], db.groupsOf(bytes("a,b")));
    }

    @Test
    void keepsOrderAndRepetitionOfGroups() throws Exception {
        var text = new StringBuilder();
        var expected = new long[100];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (i * 37L) % 50;
            text.append("g:x:").append(expected[i]).append(":a,m,m,b\n");
        }
        assertArrayEquals(expected, db("", text.toString()).groupsOf(bytes("m")));
    }

    @Test
    void refusesMoreGroupsThanTheKernelTakes() throws Exception {
        String most = "g:x:1:m\n".repeat(65_536);
        assertEquals(65_536, db("", most).groupsOf(bytes("m")).length);
        assertRefused(
                "user 'm' is in more than 65536 groups",
                () -> db("", most + "g:x:1:m").groupsOf(bytes("m")));
    }

    @ParameterizedTest
    @CsvSource({
        "'a',uid is missing",
        "'a:x',uid is missing",
        "'a:x:',uid is empty",
        "'a:x: :',uid ' '",
        "'a:x::5',uid is empty",
        "'a:x:zzz:5',uid 'zzz'",
        "'a:x: 1 :5',uid ' 1 '",
        "'a:x:0x0:5',uid '0x0'",
        "'a:x:+:5',uid '+'",
        "'a:x:-1:5',uid '-1' is out of range (0 to 4294967294)",
        "'a:x:4294967295:5',uid '4294967295' is out of range (0 to 4294967294)",
        "'a:x:4294967296:5',uid '4294967296' is out of range (0 to 4294967294)",
        "'a:x:18446744073709551616:5',uid '18446744073709551616' is out of range (0 to 4294967294)",
        "'a:x:0',gid is missing",
        "'a:x:0:',gid is empty",
        "'a:x:0:zzz',gid 'zzz'",
        "'a:x:0:-6',gid '-6' is out of range (0 to 4294967294)",
    })
    void refusesAPasswdLineWithoutTwoIds(String line, String cause) {
        assertRefused(
                "line 2 of /etc/passwd is malformed: " + cause,
                () -> passwd(ROOT + line).userByName(bytes("a")));
    }

    @ParameterizedTest
    @CsvSource({
        "'g',gid is missing",
        "'g:x::m',gid is empty",
        "'g:x:zzz:m',gid 'zzz'",
        "'g:x:-7:m',gid '-7' is out of range (0 to 4294967294)",
        "'g:x:4294967295:m',gid '4294967295' is out of range (0 to 4294967294)",
    })
    void refusesAGroupLineWithoutId(String line, String cause) {
        String message = "line 2 of /etc/group is malformed: " + cause;
        assertRefused(message, () -> db("", "\n" + line).groupByName(bytes("g")));
        if (line.endsWith(":m")) {
            assertRefused(message, () -> db("", "\n" + line).groupsOf(bytes("m")));
        }
    }

    @Test
    void takesTheLargestIdOfTheKernel() throws Exception {
        var db = db("a:x:4294967294:4294967294", "g:x:4294967294:a");
        var user = db.userByName(bytes("a"));
        assertEquals(4294967294L, user == null ? -1 : user.uid());
        assertEquals(4294967294L, user == null ? -1 : user.gid());
        assertArrayEquals(new long[] {4294967294L}, db.groupsOf(bytes("a")));
    }

    @ParameterizedTest
    @CsvSource({
        "'# comment',uid is missing",
        "'a:x::5',uid is empty",
        "'a:x:zzz:5',uid 'zzz'",
        "'a:x:0:zzz',gid 'zzz'",
        "'+nis::::::',uid is empty"
    })
    void refusesToLookUidZeroUpPastALineThatDockerTakesForIt(String line, String cause)
            throws Exception {
        var db = passwd("\n" + line + "\n" + ROOT);
        assertRefused("line 2 of /etc/passwd is malformed: " + cause, () -> db.userById(0));
        var root = db.userByName(bytes("root"));
        assertEquals(root, passwd("\n\n" + ROOT + line).userById(0));
        assertNull(db.userById(7));
    }

    @Test
    void looksUidZeroUpPastLinesThatAreNotZeroForDockerEither() throws Exception {
        var db = passwd("a:x:-5:1\nb:x:99999999999999999999x:1\n \r\n" + ROOT);
        var root = db.userById(0);
        assertEquals(4, root == null ? -1 : root.origin().line());
    }

    @Test
    void showsTheBeginningOfALongField() {
        assertRefused(
                "line 1 of /etc/passwd is malformed: uid '" + "z".repeat(64) + "'...",
                () -> passwd("a:x:" + "z".repeat(1000) + ":1").userByName(bytes("a")));
    }

    @Test
    void escapesWhatAFieldHolds() {
        assertRefused(
                "line 1 of /etc/passwd is malformed: uid '\\x1b[31m\\xff'",
                () -> passwd("a:x:\u001b[31m\u00ff:1").userByName(bytes("a")));
    }

    @Test
    void doesNotJudgeLinesThatDoNotContribute() throws Exception {
        var db = db("bad:x:zzz:zzz\n" + ROOT + "bad\n", "bad:x:zzz:x\nok:x:3:root\nbad\n");
        var user = db.userByName(bytes("root"));
        assertEquals(2, user == null ? -1 : user.origin().line());
        assertArrayEquals(new long[] {3}, db.groupsOf(bytes("root")));
        var group = db.groupByName(bytes("ok"));
        assertEquals(3, group == null ? -1 : group.gid());
    }

    @Test
    void judgesTheLengthOfEveryLineUpToTheMatch() throws Exception {
        String tooLong = "x".repeat(1_048_577) + "\n";
        assertRefused(
                "line 1 of /etc/passwd is longer than 1 MiB",
                () -> passwd(tooLong + ROOT).userById(0));
        assertRefused(
                "line 1 of /etc/group is longer than 1 MiB",
                () -> db("", "#" + tooLong).groupsOf(bytes("m")));
        assertEquals(passwd(ROOT).userById(0), passwd(ROOT + tooLong).userById(0));
    }

    @Test
    void findsNothingInMissingFiles() throws Exception {
        var db = new FileUserDb(MemorySource.passwd(null), MemorySource.group(null));
        assertNull(db.userByName(bytes("root")));
        assertNull(db.userById(0));
        assertNull(db.groupByName(bytes("root")));
        assertArrayEquals(new long[0], db.groupsOf(bytes("root")));
    }

    @Test
    void closesEachFileThatItOpens() throws Exception {
        var passwd = new FailingSource("/etc/passwd", ROOT);
        var group = new FailingSource("/etc/group", "bad:x:zzz:m");
        var db = new FileUserDb(passwd, group);
        db.userByName(bytes("root"));
        db.userById(0);
        db.groupByName(bytes("no"));
        assertThrows(UserSpecException.class, () -> db.groupsOf(bytes("m")));
        assertEquals("2 opened, 2 closed", passwd.balance());
        assertEquals("2 opened, 2 closed", group.balance());
    }

    @Test
    void passesReadErrorsOnAndStillCloses() {
        var passwd = new FailingSource("/etc/passwd", null);
        var group = new FailingSource("/etc/group", null);
        var db = new FileUserDb(passwd, group);
        assertReadError(() -> db.userByName(bytes("root")));
        assertReadError(() -> db.userById(0));
        assertReadError(() -> db.groupByName(bytes("root")));
        assertReadError(() -> db.groupsOf(bytes("root")));
        assertEquals("2 opened, 2 closed", passwd.balance());
        assertEquals("2 opened, 2 closed", group.balance());
    }

    private static void assertReadError(Executable lookUp) {
        assertEquals("is a directory", assertThrows(IOException.class, lookUp).getMessage());
    }

    private static void assertRefused(String message, Executable lookUp) {
        assertEquals(message, assertThrows(UserSpecException.class, lookUp).getMessage());
    }

    private static FileUserDb passwd(String passwd) {
        return db(passwd, "");
    }

    private static FileUserDb db(String passwd, String group) {
        return new FileUserDb(MemorySource.passwd(passwd), MemorySource.group(group));
    }
}
