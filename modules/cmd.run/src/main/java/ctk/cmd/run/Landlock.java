package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.PathException;
import ctk.core.linux.PathWalk;
import ctk.core.linux.PrivilegeCalls;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Landlock (landlock(7)) in the words of setpriv(1). */
final class Landlock {

    /** LANDLOCK_ACCESS_FS bits by their numbers. */
    private static final List<String> NAMES =
            List.of(
                    "execute",
                    "write-file",
                    "read-file",
                    "read-dir",
                    "remove-dir",
                    "remove-file",
                    "make-char",
                    "make-dir",
                    "make-reg",
                    "make-sock",
                    "make-fifo",
                    "make-block",
                    "make-sym",
                    "refer",
                    "truncate",
                    "ioctl-dev");

    /** Bits that versions 1, 2, 3 to 4, and 5 of the ABI know. */
    private static final int[] KNOWN = {13, 14, 15, 15, 16};

    /**
     * What makes sense for files that are no directories: execute, write, read, truncate, ioctl.
     */
    private static final long OF_FILES = 0b1100_0000_0000_0111;

    private static final String ACCESS = "--landlock-access";
    private static final String RULE = "--landlock-rule";
    private static final String ALL = "fs";
    private static final String BENEATH = "path-beneath:";

    private Landlock() {}

    /** Return what was asked for, or null if nothing was, or nothing of it can be done. */
    static @Nullable Setting of(Arguments arguments) throws CommandException {
        boolean isAsked =
                arguments.has(PrivilegeOptions.LANDLOCK_ACCESS)
                        || arguments.has(PrivilegeOptions.LANDLOCK_RULE);
        return isAsked ? of(arguments, PrivilegeCalls.landlockVersion()) : null;
    }

    /**
     * The same for a kernel of this version.
     *
     * @param version of Landlock's ABI; less than 1 for none
     */
    static @Nullable Setting of(Arguments arguments, int version) throws CommandException {
        List<ByteString> accesses = arguments.values(PrivilegeOptions.LANDLOCK_ACCESS);
        List<ByteString> rules = arguments.values(PrivilegeOptions.LANDLOCK_RULE);
        boolean isBestEffort = arguments.has(PrivilegeOptions.LANDLOCK_BEST_EFFORT);
        if (accesses.isEmpty()) {
            if (!rules.isEmpty()) {
                throw Words.refused(
                        RULE,
                        rules.getFirst(),
                        "nothing is denied, of which it could be an exception",
                        "--landlock-access=fs denies all");
            }
            return null;
        }
        long known = known(version, isBestEffort);
        long denied = 0;
        for (ByteString each : accesses) {
            denied |= denied(each, known, isBestEffort);
        }
        if (denied == 0) {
            return null; // in best effort only
        }
        boolean isMoved = arguments.has(ProcessOptions.CHDIR);
        List<Setting.Rule> allowed = new ArrayList<>();
        for (ByteString each : rules) {
            Setting.Rule rule = rule(each, denied, isBestEffort ? known : -1, isMoved);
            if (rule != null) {
                allowed.add(rule);
            }
        }
        String text = words(denied) + " denied";
        return Setting.landlock(
                allowed.isEmpty() ? text : text + " but for rules", denied, allowed);
    }

    /** Return the accesses that the kernel can deny; none only in best effort. */
    private static long known(int version, boolean isBestEffort) throws CommandException {
        if (version < 1 && !isBestEffort) {
            throw new CommandException(
                    "cannot restrict by Landlock: the kernel has none, or has it turned off",
                    "--landlock-best-effort does without");
        }
        return version < 1 ? 0 : (1L << KNOWN[Math.min(version, KNOWN.length) - 1]) - 1;
    }

    private static long denied(ByteString value, long known, boolean isBestEffort)
            throws CommandException {
        String text = value.toString();
        if (text.equals(ALL)) {
            return known;
        }
        if (!text.startsWith(ALL + ":")) {
            throw Words.refused(ACCESS, value, "it is fs or fs:LIST", null);
        }
        long set = accesses(ACCESS, value, value.slice(ALL.length() + 1));
        if ((set & ~known) != 0 && !isBestEffort) {
            throw Words.refused(
                    ACCESS,
                    value,
                    "the kernel's Landlock cannot deny " + words(set & ~known),
                    "--landlock-best-effort does without");
        }
        return set & known;
    }

    /**
     * Return a rule, or null for one of accesses that are all unknown.
     *
     * @param known accesses; the others of the rule are left out
     * @param isMoved whether the rule is added in another directory than this
     */
    private static Setting.@Nullable Rule rule(
            ByteString value, long denied, long known, boolean isMoved) throws CommandException {
        int colon = value.indexOf(':', BENEATH.length());
        if (!value.toString().startsWith(BENEATH) || colon < 0) {
            throw Words.refused(RULE, value, "it is not path-beneath:LIST:PATH", null);
        }
        ByteString list = value.slice(BENEATH.length(), colon);
        long allowed = list.length() == 0 ? denied : accesses(RULE, value, list);
        ByteString path = value.slice(colon + 1);
        if (path.length() == 0) {
            throw Words.refused(RULE, value, "the path is empty", "is a variable unset?");
        }
        if (path.at(0) != '/' && isMoved) {
            String cause = "beside --chdir a relative path could be meant in two ways";
            throw Words.refused(RULE, value, cause, null);
        }
        if ((allowed & known) == 0) {
            return null;
        }
        try {
            int file = new PathWalk(path, true).open();
            InodeFacts facts = new InodeFacts(1);
            int error = facts.ofFile(file);
            DirectoryCalls.close(file);
            if (error < 0) {
                throw Words.refused(RULE, value, Errno.describe(-error), null);
            }
            long possible = facts.isDirectory(0) ? denied : denied & OF_FILES;
            if ((allowed & possible) == 0) {
                throw Words.refused(RULE, value, "nothing of it is denied there", null);
            }
            return new Setting.Rule(allowed & possible, path);
        } catch (PathException e) {
            throw new CommandException(
                    "cannot take " + RULE + " " + value.quoted() + ": " + e.getMessage(), null, e);
        }
    }

    private static long accesses(String option, ByteString value, ByteString list)
            throws CommandException {
        long set = 0;
        for (ByteString word : Words.of(list, option)) {
            int bit = NAMES.indexOf(word.toString());
            if (bit < 0) {
                String cause = "there is no access " + word.quoted();
                throw Words.refused(option, value, cause, "they are " + String.join(",", NAMES));
            }
            set |= 1L << bit;
        }
        if (set == 0) {
            throw Words.refused(option, value, "its list is empty", "is a variable unset?");
        }
        return set;
    }

    private static String words(long set) {
        List<String> words = new ArrayList<>();
        for (int bit = 0; bit < NAMES.size(); bit++) {
            if ((set >>> bit & 1) != 0) {
                words.add(NAMES.get(bit));
            }
        }
        return String.join(",", words);
    }
}
