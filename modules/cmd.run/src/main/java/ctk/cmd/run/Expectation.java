package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;
import ctk.core.linux.KernelException;
import ctk.core.seal.Facts;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

/** The process that a start is sealed for. */
final class Expectation {

    private static final String OPTION = "--expect";
    private static final String NAMES =
            "it is docker-default, current, or a copy of /proc/self/status";
    private static final ByteString CURRENT = ByteString.of("current");
    private static final ByteString DOCKER = ByteString.of("docker-default");

    /** The capabilities that Docker and containerd give without --cap-add and --cap-drop. */
    private static final long DOCKER_CAPABILITIES = 0xa80425fbL;

    private static final int MOST_BYTES = 1 << 20;
    private static final int HEX = 16;
    private static final int TEN = 10;
    private static final long LARGEST_ID = 0xffff_fffeL; // the next means no change

    private Expectation() {}

    /** Return the facts of this process, of Docker's, or those that a file tells. */
    static Facts of(@Nullable ByteString value) throws CommandException {
        try {
            if (value == null || value.equals(CURRENT)) {
                return distinct(Facts.current());
            }
            return value.equals(DOCKER) ? ofDocker() : ofFile(value);
        } catch (UserSpecException e) {
            throw new CommandException(
                    "cannot tell the groups of root: " + e.getMessage(), e.hint(), e);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        } catch (IOException e) {
            throw new CommandException("cannot read users and groups: " + e, null, e);
        }
    }

    /** A process that has a group twice matches no entry. */
    private static Facts distinct(Facts facts) throws CommandException {
        long[] groups = facts.groups();
        for (int i = 1; i < groups.length; i++) {
            if (groups[i] == groups[i - 1]) {
                throw new CommandException(
                        "cannot seal for this process: it has group " + groups[i] + " twice",
                        "--expect tells what the process will be");
            }
        }
        return facts;
    }

    private static Facts ofDocker() throws UserSpecException, IOException {
        TreeSet<Long> groups = new TreeSet<>(List.of(0L));
        for (long each : EtcFile.users().groupsOf(ByteString.of("root"))) {
            groups.add(each);
        }
        return new Facts(
                new long[3],
                new long[3],
                DOCKER_CAPABILITIES,
                DOCKER_CAPABILITIES,
                DOCKER_CAPABILITIES,
                0,
                false,
                array(groups));
    }

    /** Read a copy of /proc/self/status (proc_pid_status(5)), which has all but the securebits. */
    private static Facts ofFile(ByteString path) throws CommandException {
        byte[] bytes = GivenFile.read(path, OPTION, MOST_BYTES, NAMES);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : ByteString.of(bytes).toString().lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        try {
            Set<Long> groups = new TreeSet<>(numbers(fields, "Groups"));
            if (groups.size() > Facts.MOST_GROUPS) {
                throw new IllegalArgumentException("no process has " + groups.size() + " groups");
            }
            return new Facts(
                    ids(fields, "Uid"),
                    ids(fields, "Gid"),
                    set(fields, "CapPrm"),
                    set(fields, "CapEff"),
                    set(fields, "CapBnd"),
                    0,
                    set(fields, "NoNewPrivs") == 1,
                    array(groups));
        } catch (IllegalArgumentException e) {
            throw Words.refused(
                    OPTION,
                    path,
                    "it is no copy of /proc/self/status (" + e.getMessage() + ")",
                    "docker run --entrypoint cat IMAGE /proc/self/status >FILE, with the options of"
                            + " the start");
        }
    }

    /** The first three of real, effective, saved and file system id. */
    private static long[] ids(Map<String, String> fields, String name) {
        List<Long> numbers = numbers(fields, name);
        if (numbers.size() < 3) {
            throw new IllegalArgumentException(name);
        }
        return Arrays.copyOf(array(numbers), 3);
    }

    private static List<Long> numbers(Map<String, String> fields, String name) {
        List<Long> numbers = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(field(fields, name));
        while (words.hasMoreTokens()) {
            numbers.add(number(name, words.nextToken(), TEN, LARGEST_ID));
        }
        return numbers;
    }

    private static long set(Map<String, String> fields, String name) {
        return number(name, field(fields, name), HEX, -1);
    }

    /** Read a number that is not above the largest, both without a sign. */
    private static long number(String name, String word, int base, long largest) {
        try {
            long number = Long.parseUnsignedLong(word, base);
            if (Long.compareUnsigned(number, largest) <= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(name, word), e);
        }
        throw new IllegalArgumentException(wrong(name, word));
    }

    private static String wrong(String name, String word) {
        return name + " cannot be " + ByteString.of(word).quoted();
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return value;
    }

    private static long[] array(Iterable<Long> numbers) {
        long[] array = new long[0];
        for (long each : numbers) {
            array = Arrays.copyOf(array, array.length + 1);
            array[array.length - 1] = each;
        }
        return array;
    }
}
