package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;
import ctk.core.linux.Capability;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.linux.PrivilegeCalls;
import ctk.core.linux.ProcessState;

import java.util.ArrayList;
import java.util.List;

/** Resource limits in words. */
final class Limits {

    /** In the order of their numbers (asm-generic/resource.h), which x86-64 and aarch64 share. */
    private static final List<String> NAMES =
            List.of(
                    "cpu",
                    "fsize",
                    "data",
                    "stack",
                    "core",
                    "rss",
                    "nproc",
                    "nofile",
                    "memlock",
                    "as",
                    "locks",
                    "sigpending",
                    "msgqueue",
                    "nice",
                    "rtprio",
                    "rttime");

    private static final String OPTION = "--rlimit";
    private static final long NONE = -1;

    private Limits() {}

    /** Read NAME=SOFT[:HARD], as often as it was given; of one name the last counts. */
    static Setting of(List<ByteString> values) throws CommandException {
        List<Setting.Limit> limits = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (ByteString value : values) {
            Setting.Limit limit = parse(value);
            for (int i = limits.size() - 1; i >= 0; i--) {
                if (limits.get(i).resource() == limit.resource()) {
                    limits.remove(i);
                }
            }
            limits.add(limit);
        }
        for (Setting.Limit each : limits) {
            text.append(text.isEmpty() ? "" : " ").append(NAMES.get(each.resource())).append('=');
            text.append(words(each.soft())).append(':').append(words(each.hard()));
        }
        return Setting.limits(text.toString(), limits);
    }

    private static Setting.Limit parse(ByteString value) throws CommandException {
        int equals = value.indexOf('=', 0);
        int resource = equals < 0 ? -1 : NAMES.indexOf(value.slice(0, equals).toString());
        if (resource < 0) {
            String cause = equals < 0 ? "there is no = in it" : "there is no such limit";
            throw Words.refused(OPTION, value, cause, "names are " + String.join(", ", NAMES));
        }
        ByteString rest = value.slice(equals + 1);
        int colon = rest.indexOf(':', 0);
        long soft = number(colon < 0 ? rest : rest.slice(0, colon), value);
        long hard = colon < 0 ? soft : number(rest.slice(colon + 1), value);
        if (Long.compareUnsigned(soft, hard) > 0) {
            throw Words.refused(OPTION, value, "the soft limit is above the hard one", null);
        }
        requireRight(value, hard, PrivilegeCalls.hardLimit(resource));
        return new Setting.Limit(resource, soft, hard);
    }

    /**
     * Refuse a niceness that the process may not set (setpriority(2), RLIMIT_NICE in getrlimit(2)).
     *
     * @param value as it was given
     * @param limits what --rlimit was given, which is set before
     */
    static void requireRightToBeNice(ByteString value, long niceness, List<ByteString> limits)
            throws CommandException {
        if (niceness >= ProcessState.niceness() || has(Capability.CAP_SYS_NICE)) {
            return;
        }
        int resource = NAMES.indexOf("nice");
        long soft = PrivilegeCalls.softLimit(resource);
        for (ByteString each : limits) {
            Setting.Limit limit = parse(each);
            soft = limit.resource() == resource ? limit.soft() : soft;
        }
        if (Long.compareUnsigned(20 - niceness, soft) > 0) {
            throw Words.refused(
                    "--nice",
                    value,
                    "it is below the niceness of " + ProcessState.niceness(),
                    "that needs CAP_SYS_NICE (docker run --cap-add), or --rlimit=nice="
                            + (20 - niceness));
        }
    }

    private static boolean has(Capability capability) throws CommandException {
        try {
            return Credentials.current().has(capability);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    private static void requireRight(ByteString value, long hard, long now)
            throws CommandException {
        if (Long.compareUnsigned(hard, now) > 0 && !has(Capability.CAP_SYS_RESOURCE)) {
            throw Words.refused(
                    OPTION,
                    value,
                    "it is above the hard limit of " + words(now),
                    "that needs CAP_SYS_RESOURCE (docker run --ulimit sets it from outside)");
        }
    }

    private static long number(ByteString part, ByteString value) throws CommandException {
        if (part.equals(ByteString.of("unlimited"))) {
            return NONE;
        }
        try {
            return Words.number(part, OPTION, 10, 0, Long.MAX_VALUE);
        } catch (CommandException e) {
            String cause = part.quoted() + " is no number from 0 to " + Long.MAX_VALUE;
            throw new CommandException(
                    "cannot take " + OPTION + " " + value.quoted() + ": " + cause,
                    "unlimited lifts it",
                    e);
        }
    }

    private static String words(long limit) {
        return limit == NONE ? "unlimited" : Long.toUnsignedString(limit);
    }
}
