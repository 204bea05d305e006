package ctk.core.userdb;

import static ctk.core.userdb.MemorySource.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

/** The lines of the file of groups behind ids. */
class GroupLinesTests {

    private static final String GROUP =
            "root:x:0:\n#adm:x:4:app\nadm:x:4:x,app\nagain:x:4:app\nbad:x:zz:y\nlast:x:9:app,app\n";

    @Test
    void givesTheLinesBehindMemberships() throws Exception {
        FileUserDb db = db(GROUP);
        List<GroupEntry> lines = db.membershipsOf(bytes("app"));
        assertEquals(List.of(entry("adm", 4, 3), entry("again", 4, 4), entry("last", 9, 6)), lines);
        long[] ids = lines.stream().mapToLong(GroupEntry::gid).toArray();
        assertArrayEquals(db.groupsOf(bytes("app")), ids);
        assertEquals(List.of(), db.membershipsOf(bytes("ap")));
        assertEquals(List.of(), db.membershipsOf(bytes("")));
        assertEquals(List.of(), db(null).membershipsOf(bytes("app")));
    }

    @Test
    void refusesAMembershipWithoutAnId() {
        var e = assertThrows(UserSpecException.class, () -> db(GROUP).membershipsOf(bytes("y")));
        assertEquals("line 5 of /etc/group is malformed: gid 'zz'", e.getMessage());
    }

    @Test
    void givesTheFirstLineOfEachId() throws Exception {
        FileUserDb db = db(GROUP);
        assertEquals(
                List.of(entry("root", 0, 1), entry("adm", 4, 3)),
                db.groupsById(List.of(4L, 0L, 4L, 77L)));
        assertEquals(List.of(entry("last", 9, 6)), db.groupsById(List.of(9L)));
        assertEquals(List.of(), db.groupsById(List.of()));
        assertEquals(List.of(), db(null).groupsById(List.of(0L)));
    }

    private static GroupEntry entry(String name, long gid, long line) {
        return new GroupEntry(bytes(name), gid, new Origin("/etc/group", line));
    }

    private static FileUserDb db(@Nullable String group) {
        return new FileUserDb(MemorySource.passwd(null), MemorySource.group(group));
    }
}
