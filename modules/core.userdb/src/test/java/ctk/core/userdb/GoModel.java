package ctk.core.userdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GetExecUser of moby/sys {@code user}, line by line as it is in Go, with the defaults of gosu: the
 * caller's ids, no groups, home {@code /}. Texts stand for bytes, one character each.
 */
final class GoModel {

    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final BigInteger MAX_INT64 = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Pattern NUMBER = Pattern.compile("([+-]?)([0-9]+)(.*)", Pattern.DOTALL);
    private static final List<String> BLANKS =
            "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
                    .chars()
                    .mapToObj(c -> new String(Character.toString(c).getBytes(UTF_8), ISO_8859_1))
                    .toList();

    /** What GetExecUser gives. */
    record ExecUser(long uid, long gid, List<Long> groups, String home) {}

    /** The error of GetExecUser. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private record User(String name, long uid, long gid, String home) {}

    private record Group(String name, long gid, List<String> members) {}

    private GoModel() {}

    static ExecUser getExecUser(
            String spec, long callerUid, long callerGid, String passwd, String group)
            throws Refused {
        int colon = spec.indexOf(':');
        String user = colon < 0 ? spec : spec.substring(0, colon);
        String grp = colon < 0 ? "" : spec.substring(colon + 1);
        Long uidArg = parseNumeric(user);
        Long gidArg = parseNumeric(grp);
        Predicate<User> isUser =
                u -> {
                    if (user.isEmpty()) {
                        return u.uid == callerUid;
                    }
                    return uidArg != null ? u.uid == uidArg : u.name.equals(user);
                };
        User found = users(passwd).stream().filter(isUser).findFirst().orElse(null);
        if (found == null && !user.isEmpty() && uidArg == null) {
            throw new Refused();
        }
        long uid = found != null ? found.uid : Objects.requireNonNullElse(uidArg, callerUid);
        long gid = found != null ? found.gid : callerGid;
        String home = found != null ? found.home : "/";
        List<Long> groups = List.of();
        if (!grp.isEmpty()) {
            Predicate<Group> isGroup = g -> gidArg != null ? g.gid == gidArg : g.name.equals(grp);
            Group match = groups(group).stream().filter(isGroup).findFirst().orElse(null);
            if (match == null && gidArg == null) {
                throw new Refused();
            }
            gid = match != null ? match.gid : Objects.requireNonNull(gidArg);
        } else if (found != null && !found.name.isEmpty()) {
            groups =
                    groups(group).stream()
                            .filter(g -> g.members.contains(found.name))
                            .map(Group::gid)
                            .toList();
        }
        return new ExecUser(uid, gid, groups, home);
    }

    private static @Nullable Long parseNumeric(String text) throws Refused {
        BigInteger number = number(text);
        if (number == null) {
            return null;
        }
        if (number.signum() < 0 || number.bitLength() > 31) {
            throw new Refused();
        }
        return number.longValueExact();
    }

    private static List<User> users(String text) {
        var users = new ArrayList<User>();
        for (String line : lines(text)) {
            String[] fields = fields(line);
            users.add(new User(fields[0], atoi(fields[2]), atoi(fields[3]), fields[5]));
        }
        return users;
    }

    private static List<Group> groups(String text) {
        var groups = new ArrayList<Group>();
        for (String line : lines(text)) {
            if (!line.startsWith("#")) {
                String[] fields = fields(line);
                var members =
                        fields[3].isEmpty() ? List.<String>of() : List.of(fields[3].split(",", -1));
                groups.add(new Group(fields[0], atoi(fields[2]), members));
            }
        }
        return groups;
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        for (String line : text.split("\n", -1)) {
            String trimmed = trim(line);
            if (!trimmed.isEmpty()) {
                lines.add(trimmed);
            }
        }
        return lines;
    }

    private static String[] fields(String line) {
        return (line + ":::::::").split(":", -1);
    }

    private static String trim(String line) {
        for (String blank : BLANKS) {
            if (line.startsWith(blank)) {
                return trim(line.substring(blank.length()));
            }
            if (line.endsWith(blank)) {
                return trim(line.substring(0, line.length() - blank.length()));
            }
        }
        return line;
    }

    /** The value of a field: what is no number is 0, what is too large is clamped. */
    private static long atoi(String text) {
        BigInteger number = number(text);
        return number == null ? 0 : number.min(MAX_INT64).max(MAX_INT64.negate()).longValueExact();
    }

    /** A number of any size, or null; once 64 bits are exceeded, what follows is not looked at. */
    private static @Nullable BigInteger number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        var magnitude = new BigInteger(matcher.group(2));
        if (!matcher.group(3).isEmpty() && magnitude.compareTo(MAX_UINT64) <= 0) {
            return null;
        }
        return matcher.group(1).equals("-") ? magnitude.negate() : magnitude;
    }
}
