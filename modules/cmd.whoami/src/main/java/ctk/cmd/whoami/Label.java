package ctk.cmd.whoami;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

/**
 * What a Linux security module (AppArmor, SELinux) calls this process.
 *
 * @param text fit to be printed, or null if no module labels it, or it is not known
 * @param isKnown whether that is known
 */
record Label(@Nullable String text, boolean isKnown) {

    static Label current() {
        ByteString label = ProcFile.bytes("/proc/self/attr/current");
        if (label == null) {
            return new Label(null, ProcFile.isThere());
        }
        int end = label.length();
        while (end > 0 && (label.at(end - 1) == 0 || label.at(end - 1) == '\n')) {
            end--;
        }
        return new Label(end == 0 ? null : label.slice(0, end).printable(), true);
    }

    /** Return it in words. */
    String words() {
        if (text != null) {
            return text;
        }
        return isKnown ? "none" : "cannot tell without /proc";
    }
}
