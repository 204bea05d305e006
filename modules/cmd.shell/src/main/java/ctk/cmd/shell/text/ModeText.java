package ctk.cmd.shell.text;

import ctk.core.linux.FileStatus;

/** Type and permissions as ls(1) writes them. */
public final class ModeText {

    private ModeText() {}

    /** Return {@code -rwsr-xr-x}. */
    public static String of(FileStatus status) {
        int mode = status.mode();
        char[] text = new char[10];
        text[0] = status.type().letter();
        for (int i = 0; i < 9; i++) {
            text[i + 1] = (mode & (0400 >> i)) != 0 ? "rwx".charAt(i % 3) : '-';
        }
        special(text, 3, (mode & 04000) != 0, 's', 'S');
        special(text, 6, (mode & 02000) != 0, 's', 'S');
        special(text, 9, (mode & 01000) != 0, 't', 'T');
        return new String(text);
    }

    private static void special(char[] text, int at, boolean set, char executable, char other) {
        if (set) {
            text[at] = text[at] == 'x' ? executable : other;
        }
    }
}
