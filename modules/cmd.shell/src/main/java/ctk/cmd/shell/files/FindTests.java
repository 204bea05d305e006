package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Glob;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What {@code find} was asked for. */
final class FindTests {

    static final List<String> NAMES =
            List.of(
                    "-name",
                    "-iname",
                    "-path",
                    "-type",
                    "-user",
                    "-group",
                    "-nouser",
                    "-nogroup",
                    "-perm",
                    "-size",
                    "-mtime",
                    "-newer",
                    "-maxdepth",
                    "-mindepth",
                    "-xdev",
                    "-print",
                    "-print0");

    private static final ByteString NOT = ByteString.of("!");
    private static final ByteString HERE = ByteString.of(".");
    private static final String TYPES = "bcdflps";
    private static final int DAY = 86400;

    private final List<ByteString> words;
    private final List<ByteString> paths = new ArrayList<>();
    private final List<Predicate<Entry>> tests = new ArrayList<>();
    private int at;
    private int most = Integer.MAX_VALUE;
    private int least;
    private boolean onDevice;
    private boolean byNul;

    private FindTests(List<ByteString> words) {
        this.words = words;
    }

    static FindTests parse(List<ByteString> words) throws UsageException {
        FindTests result = new FindTests(words);
        while (result.at < words.size() && !result.isTest(words.get(result.at))) {
            result.paths.add(words.get(result.at++));
        }
        if (result.paths.isEmpty()) {
            result.paths.add(HERE);
        }
        while (result.at < words.size()) {
            result.takeOne(false);
        }
        return result;
    }

    private boolean isTest(ByteString word) {
        return word.equals(NOT) || (word.length() > 1 && word.at(0) == '-');
    }

    private void takeOne(boolean negated) throws UsageException {
        ByteString word = words.get(at++);
        if (word.equals(NOT)) {
            if (at == words.size()) {
                throw new UsageException("a test is missing behind '!'");
            }
            takeOne(!negated);
            return;
        }
        if (takeScope(word)) {
            return;
        }
        Predicate<Entry> test = test(word);
        tests.add(negated ? test.negate() : test);
    }

    /** Take what says where to search and how to write, and is no test. */
    private boolean takeScope(ByteString word) throws UsageException {
        switch (word.toString()) {
            case "-maxdepth" -> most = number(word, value(word));
            case "-mindepth" -> least = number(word, value(word));
            case "-xdev" -> onDevice = true;
            case "-print" -> byNul = false;
            case "-print0" -> byNul = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private Predicate<Entry> test(ByteString word) throws UsageException {
        return switch (word.toString()) {
            case "-name", "-iname" -> {
                Glob glob = Glob.of(value(word), word.at(1) == 'i');
                yield entry -> glob.matches(TreeWalk.lastOf(entry.path()));
            }
            case "-path" -> {
                Glob glob = Glob.of(value(word), false);
                yield entry -> glob.matches(entry.path());
            }
            case "-type" -> type(value(word));
            case "-user", "-group", "-nouser", "-nogroup" -> owner(word);
            case "-perm" -> permissions(value(word));
            case "-size", "-mtime" -> amount(word, value(word));
            case "-newer" -> {
                FileStatus other = status(value(word));
                yield entry -> isNewer(entry.status(), other);
            }
            default -> throw new UsageException("unknown test " + word.quoted());
        };
    }

    private static boolean isNewer(FileStatus one, FileStatus other) {
        return one.modified() > other.modified()
                || (one.modified() == other.modified() && one.nanosecond() > other.nanosecond());
    }

    private static FileStatus status(ByteString path) throws UsageException {
        try {
            return FileStatus.of(path, true);
        } catch (KernelException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Predicate<Entry> type(ByteString value) throws UsageException {
        String letter = value.toString();
        if (letter.length() != 1 || !TYPES.contains(letter)) {
            throw new UsageException("unknown type " + value.quoted() + ", not one of " + TYPES);
        }
        char wanted = letter.equals("f") ? '-' : letter.charAt(0);
        return entry -> entry.status().type().letter() == wanted;
    }

    private Predicate<Entry> owner(ByteString word) throws UsageException {
        return switch (word.toString()) {
            case "-nouser" -> FindOwners.withoutUser();
            case "-nogroup" -> FindOwners.withoutGroup();
            case "-user" -> FindOwners.user(value(word));
            default -> FindOwners.group(value(word));
        };
    }

    private static Predicate<Entry> permissions(ByteString value) throws UsageException {
        char how = value.length() == 0 ? ' ' : (char) value.at(0);
        String digits = value.slice(how == '-' || how == '/' ? 1 : 0).toString();
        if (!digits.matches("[0-7]{1,4}")) {
            throw new UsageException(value.quoted() + " of -perm is no octal mode");
        }
        int bits = Integer.parseInt(digits, 8);
        return switch (how) {
            case '-' -> entry -> (entry.status().mode() & bits) == bits;
            case '/' -> entry -> bits == 0 || (entry.status().mode() & bits) != 0;
            default -> entry -> entry.status().mode() == bits;
        };
    }

    private static Predicate<Entry> amount(ByteString word, ByteString value)
            throws UsageException {
        String text = value.toString();
        boolean isSize = word.toString().equals("-size");
        if (!text.matches(isSize ? "[+-]?[0-9]{1,15}[ckMG]?" : "[+-]?[0-9]{1,9}")) {
            throw new UsageException(value.quoted() + " of " + word + " is no number");
        }
        char sign = text.charAt(0);
        String digits = text.replaceAll("[^0-9]", "");
        long wanted = Long.parseLong(digits);
        long unit = isSize ? unit(text.charAt(text.length() - 1)) : DAY;
        long now = System.currentTimeMillis() / 1000;
        return entry -> {
            FileStatus status = entry.status();
            long has =
                    isSize ? (status.size() + unit - 1) / unit : (now - status.modified()) / unit;
            return sign == '+' ? has > wanted : sign == '-' ? has < wanted : has == wanted;
        };
    }

    private static long unit(char letter) {
        return switch (letter) {
            case 'c' -> 1;
            case 'k' -> 1L << 10;
            case 'M' -> 1L << 20;
            case 'G' -> 1L << 30;
            default -> 512;
        };
    }

    private ByteString value(ByteString word) throws UsageException {
        if (at == words.size()) {
            throw new UsageException(word + " needs a value");
        }
        return words.get(at++);
    }

    private static int number(ByteString word, ByteString value) throws UsageException {
        int number = value.decimal(Integer.MAX_VALUE);
        if (number < 0) {
            throw new UsageException(value.quoted() + " of " + word + " is no number");
        }
        return number;
    }

    List<ByteString> paths() {
        return paths;
    }

    int mostDepth() {
        return most;
    }

    int leastDepth() {
        return least;
    }

    boolean staysOnDevice() {
        return onDevice;
    }

    boolean endsByNul() {
        return byNul;
    }

    boolean pass(Entry entry) {
        for (Predicate<Entry> test : tests) {
            if (!test.test(entry)) {
                return false;
            }
        }
        return true;
    }
}
