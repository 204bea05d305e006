package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** What AppArmor or SELinux are told of the next exec (proc_pid_attr(5)). */
final class SecurityLabel {

    private static final ByteString APPARMOR =
            ByteString.of("/sys/module/apparmor/parameters/enabled");
    private static final ByteString SELINUX = ByteString.of("/sys/fs/selinux/enforce");
    private static final ByteString EXEC = ByteString.of("/proc/thread-self/attr/exec");

    private SecurityLabel() {}

    /** Return what was asked for, or null if nothing was. */
    static @Nullable Setting of(Arguments arguments) throws CommandException {
        ByteString profile = arguments.value(PrivilegeOptions.APPARMOR_PROFILE);
        ByteString context = arguments.value(PrivilegeOptions.SELINUX_LABEL);
        if (profile != null && context != null) {
            throw new CommandException(
                    "--apparmor-profile and --selinux-label conflict: a kernel has one of the two",
                    null);
        }
        if (profile != null) {
            require("--apparmor-profile", profile, starts(APPARMOR, 'Y'), "AppArmor");
            ByteString written = ByteString.join(ByteString.of("exec "), profile);
            return Setting.pair(
                    Setting.Kind.EXEC_LABEL, "AppArmor profile " + profile.quoted(), EXEC, written);
        }
        if (context != null) {
            boolean isThere = starts(SELINUX, '0') || starts(SELINUX, '1');
            require("--selinux-label", context, isThere, "SELinux");
            return Setting.pair(
                    Setting.Kind.EXEC_LABEL, "SELinux context " + context.quoted(), EXEC, context);
        }
        return null;
    }

    private static void require(String option, ByteString value, boolean isThere, String module)
            throws CommandException {
        if (value.length() == 0) {
            throw Words.refused(option, value, "it is empty", "is a variable unset?");
        }
        if (!isThere) {
            throw Words.refused(option, value, module + " is not there", null);
        }
    }

    /** Tell whether a file of the kernel is there and starts so. */
    private static boolean starts(ByteString path, char first) {
        try (FileInput in = FileInput.open(path)) {
            return in != null && in.read() == first;
        } catch (IOException e) {
            return false;
        }
    }
}
