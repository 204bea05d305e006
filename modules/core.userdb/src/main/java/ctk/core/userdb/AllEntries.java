package ctk.core.userdb;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All users and groups of two files, read once, for who shows many. Lines that are malformed are
 * left out: nobody becomes what is shown.
 */
public final class AllEntries {

    private final List<PasswdEntry> users = new ArrayList<>();
    private final List<GroupMembers> groups = new ArrayList<>();
    private final Map<Long, ByteString> userNames = new HashMap<>();
    private final Map<Long, ByteString> groupNames = new HashMap<>();

    /**
     * Read two files; one that is missing holds nothing.
     *
     * @throws UserSpecException if a line is longer than 1 MiB
     * @throws IOException if one is there and cannot be read
     */
    public AllEntries(ByteSource passwd, ByteSource group) throws UserSpecException, IOException {
        read(passwd, this::addUser);
        read(group, this::addGroup);
    }

    /** Take one line. */
    private interface Taker {
        void take(Line line) throws UserSpecException;
    }

    private static void read(ByteSource file, Taker taker) throws UserSpecException, IOException {
        InputStream in = file.open();
        if (in == null) {
            return;
        }
        try (Lines lines = new Lines(in, file.name())) {
            while (lines.next()) {
                takeUnlessMalformed(lines.line, taker);
            }
        }
    }

    private static void takeUnlessMalformed(Line line, Taker taker) {
        try {
            taker.take(line);
        } catch (UserSpecException e) {
            return; // it takes a whole entry or none
        }
    }

    private void addUser(Line line) throws UserSpecException {
        long uid = line.id(2, "uid");
        long gid = line.id(3, "gid");
        PasswdEntry user =
                new PasswdEntry(line.text(0), uid, gid, line.text(5), line.text(6), line.origin());
        users.add(user);
        userNames.putIfAbsent(uid, user.name());
    }

    private void addGroup(Line line) throws UserSpecException {
        if (line.bytes[line.start] == '#') {
            return;
        }
        GroupEntry group = new GroupEntry(line.text(0), line.id(2, "gid"), line.origin());
        groups.add(new GroupMembers(group, members(line.text(3))));
        groupNames.putIfAbsent(group.gid(), group.name());
    }

    private static List<ByteString> members(ByteString list) {
        List<ByteString> members = new ArrayList<>();
        for (int from = 0; from < list.length(); ) {
            int comma = list.indexOf(',', from);
            int end = comma < 0 ? list.length() : comma;
            if (end > from) {
                members.add(list.slice(from, end));
            }
            from = end + 1;
        }
        return members;
    }

    /** Return the users in the order of the file. */
    public List<PasswdEntry> users() {
        return List.copyOf(users);
    }

    /** Return the groups in the order of the file. */
    public List<GroupMembers> groups() {
        return List.copyOf(groups);
    }

    /** Return the name of the first user of that id, or null. */
    public @Nullable ByteString userName(long uid) {
        return userNames.get(uid);
    }

    /** Return the name of the first group of that id, or null. */
    public @Nullable ByteString groupName(long gid) {
        return groupNames.get(gid);
    }
}
