package ctk.core.userdb;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Users and groups from files in the format of passwd(5) and group(5).
 *
 * <p>Each look-up reads its file anew, line by line, and not beyond the line that answers it. Lines
 * that have no part in the answer are not judged, only their length is: 1 MiB at most.
 */
public final class FileUserDb implements UserDb {

    /** The kernel's limit, NGROUPS_MAX of setgroups(2). */
    private static final int MAX_GROUPS = 65_536;

    private static final int UID = 2;
    private static final int GID = 2;
    private static final int MEMBERS = 3;

    private final ByteSource passwd;
    private final ByteSource group;

    /** Read from these files; neither is opened before it is needed. */
    public FileUserDb(ByteSource passwd, ByteSource group) {
        this.passwd = passwd;
        this.group = group;
    }

    @Override
    public @Nullable PasswdEntry userByName(ByteString name) throws UserSpecException, IOException {
        InputStream in = open(passwd, name);
        if (in == null) {
            return null;
        }
        byte[] wanted = name.toBytes();
        try (Lines lines = new Lines(in, passwd.name())) {
            while (lines.next()) {
                if (lines.line.isNamed(wanted)) {
                    return user(lines.line);
                }
            }
        }
        return null;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Docker takes a missing or malformed uid for 0. If 0 is looked up, such a line is therefore
     * an error where it comes before the entry: to skip it would be to give another answer.
     */
    @Override
    public @Nullable PasswdEntry userById(long uid) throws UserSpecException, IOException {
        InputStream in = passwd.open();
        if (in == null) {
            return null;
        }
        try (Lines lines = new Lines(in, passwd.name())) {
            while (lines.next()) {
                long found = lines.line.number(UID);
                if (found == uid || (uid == 0 && found == Decimal.NONE)) {
                    return user(lines.line);
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable GroupEntry groupByName(ByteString name) throws UserSpecException, IOException {
        InputStream in = open(group, name);
        if (in == null) {
            return null;
        }
        byte[] wanted = name.toBytes();
        try (Lines lines = new Lines(in, group.name())) {
            while (lines.next()) {
                Line line = lines.line;
                if (line.isNamed(wanted) && !isComment(line)) {
                    return new GroupEntry(line.text(0), line.id(GID, "gid"), line.origin());
                }
            }
        }
        return null;
    }

    @Override
    public long[] groupsOf(ByteString userName) throws UserSpecException, IOException {
        long[] groups = new long[16];
        int count = 0;
        InputStream in = open(group, userName);
        if (in == null) {
            return new long[0];
        }
        byte[] wanted = userName.toBytes();
        try (Lines lines = new Lines(in, group.name())) {
            while (lines.next()) {
                Line line = lines.line;
                if (isComment(line) || !line.lists(MEMBERS, wanted)) {
                    continue;
                }
                if (count == MAX_GROUPS) {
                    throw new UserSpecException(
                            "user " + userName.quoted() + " is in more than 65536 groups", null);
                }
                if (count == groups.length) {
                    groups = Arrays.copyOf(groups, 2 * count);
                }
                groups[count++] = line.id(GID, "gid");
            }
        }
        return Arrays.copyOf(groups, count);
    }

    /**
     * Return the groups that {@link #groupsOf} returns the ids of, with their names and lines.
     *
     * @throws UserSpecException as there
     */
    public List<GroupEntry> membershipsOf(ByteString userName)
            throws UserSpecException, IOException {
        List<GroupEntry> groups = new ArrayList<>();
        InputStream in = open(group, userName);
        if (in == null) {
            return groups;
        }
        byte[] wanted = userName.toBytes();
        try (Lines lines = new Lines(in, group.name())) {
            while (lines.next()) {
                Line line = lines.line;
                if (!isComment(line) && line.lists(MEMBERS, wanted)) {
                    groups.add(new GroupEntry(line.text(0), line.id(GID, "gid"), line.origin()));
                }
            }
        }
        return groups;
    }

    /**
     * Return the first group of each of these ids that has one, in the order of the file. Lines
     * without an id are passed over: nothing is decided by these names.
     */
    public List<GroupEntry> groupsById(Collection<Long> gids)
            throws UserSpecException, IOException {
        List<GroupEntry> groups = new ArrayList<>();
        Set<Long> wanted = new HashSet<>(gids);
        InputStream in = wanted.isEmpty() ? null : group.open();
        if (in == null) {
            return groups;
        }
        try (Lines lines = new Lines(in, group.name())) {
            while (!wanted.isEmpty() && lines.next()) {
                Line line = lines.line;
                long gid = line.number(GID);
                if (!isComment(line) && wanted.remove(gid)) {
                    groups.add(new GroupEntry(line.text(0), gid, line.origin()));
                }
            }
        }
        return groups;
    }

    /** Open a file for the look-up of a name, unless no line can hold that name. */
    private static @Nullable InputStream open(ByteSource file, ByteString name) throws IOException {
        return name.length() == 0 || name.indexOf(':', 0) >= 0 ? null : file.open();
    }

    private static boolean isComment(Line line) {
        return line.bytes[line.start] == '#';
    }

    private static PasswdEntry user(Line line) throws UserSpecException {
        return new PasswdEntry(
                line.text(0),
                line.id(UID, "uid"),
                line.id(3, "gid"),
                line.textWithoutNul(5, "home"),
                line.text(6),
                line.origin());
    }
}
