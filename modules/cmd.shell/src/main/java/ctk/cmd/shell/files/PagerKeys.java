package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Screen;

import java.io.IOException;

/** Keys of a pager, those that come as escape sequences as one number each. */
final class PagerKeys {

    static final int UP = 0x200000;
    static final int DOWN = 0x200001;
    static final int PAGE_UP = 0x200002;
    static final int PAGE_DOWN = 0x200003;
    static final int HOME = 0x200004;
    static final int END = 0x200005;

    private static final int ESCAPE = '\033';
    private static final int MILLISECONDS = 50; // between the characters of one key

    private final Screen.Keys keys;

    PagerKeys(Screen.Keys keys) {
        this.keys = keys;
    }

    /** Return the next key, -1 if there is no terminal any more. */
    int next() throws IOException {
        int key = keys.read(-1);
        if (key != ESCAPE) {
            return key;
        }
        int second = keys.read(MILLISECONDS);
        if (second != '[' && second != 'O') {
            return ESCAPE;
        }
        int third = keys.read(MILLISECONDS);
        int number = 0;
        while (third >= '0' && third <= '9') {
            number = number * 10 % 100 + third - '0';
            third = keys.read(MILLISECONDS);
        }
        return switch (third) {
            case 'A' -> UP;
            case 'B' -> DOWN;
            case 'H' -> HOME;
            case 'F' -> END;
            case '~' ->
                    switch (number) {
                        case 1, 7 -> HOME;
                        case 4, 8 -> END;
                        case 5 -> PAGE_UP;
                        case 6 -> PAGE_DOWN;
                        default -> ESCAPE;
                    };
            default -> ESCAPE;
        };
    }
}
