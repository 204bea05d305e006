package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The user namespace of this process (user_namespaces(7)).
 *
 * @param isInitial null if it is not known
 * @param users how user ids are mapped, or null if it is not known
 * @param groups how group ids are
 */
record UserNamespace(
        @Nullable Boolean isInitial, @Nullable List<Range> users, @Nullable List<Range> groups) {

    /** PROC_USER_INIT_INO of linux/proc_ns.h. */
    private static final ByteString INITIAL = ByteString.of("user:[4026531837]");

    private static final long ALL = 4_294_967_295L;

    /**
     * Ids that are mapped one by one.
     *
     * @param inside the first, as this process sees it
     * @param outside the first, in the namespace above
     * @param count how many
     */
    record Range(long inside, long outside, long count) {

        private String words() {
            return span(inside)
                    + (count == 1 ? " here is " : " here are ")
                    + span(outside)
                    + " outside";
        }

        private String span(long first) {
            return count == 1 ? Long.toString(first) : first + "-" + (first + count - 1);
        }
    }

    static UserNamespace current() {
        List<Range> users = ranges(ProcFile.text("/proc/self/uid_map"));
        List<Range> groups = ranges(ProcFile.text("/proc/self/gid_map"));
        return new UserNamespace(isInitial(users), users, groups);
    }

    private static @Nullable Boolean isInitial(@Nullable List<Range> users) {
        byte[] path = ByteString.of("/proc/self/ns/user").toBytes();
        int link = DirectoryCalls.openPath(DirectoryCalls.WORKING_DIRECTORY, path, 0, path.length);
        byte[] text = new byte[4096];
        int length = link < 0 ? link : DirectoryCalls.readLink(link, text);
        if (link >= 0) {
            DirectoryCalls.close(link);
        }
        if (length >= 0) {
            return ByteString.of(text).slice(0, length).equals(INITIAL);
        }
        return users == null ? null : isWhole(users);
    }

    private static boolean isWhole(List<Range> ranges) {
        if (ranges.size() != 1) {
            return false;
        }
        Range only = ranges.getFirst();
        return only.inside() == 0 && only.outside() == 0 && only.count() == ALL;
    }

    static @Nullable List<Range> ranges(@Nullable String map) {
        if (map == null) {
            return null;
        }
        List<Range> ranges = new ArrayList<>();
        StringTokenizer numbers = new StringTokenizer(map);
        while (numbers.countTokens() >= 3) {
            ranges.add(new Range(next(numbers), next(numbers), next(numbers)));
        }
        return ranges;
    }

    private static long next(StringTokenizer numbers) {
        return Long.parseLong(numbers.nextToken());
    }

    /** Return it in words. */
    String words() {
        if (isInitial == null) {
            return "cannot tell without /proc";
        }
        if (isInitial) {
            return "the initial one: ids are the machine's";
        }
        return "users " + words(users) + "; groups " + words(groups);
    }

    private static String words(@Nullable List<Range> ranges) {
        if (ranges == null) {
            return "cannot tell";
        }
        if (ranges.isEmpty()) {
            return "not mapped";
        }
        if (isWhole(ranges)) {
            return "the same outside";
        }
        StringBuilder words = new StringBuilder();
        for (Range each : ranges) {
            words.append(words.isEmpty() ? "" : ", ").append(each.words());
        }
        return words.toString();
    }
}
