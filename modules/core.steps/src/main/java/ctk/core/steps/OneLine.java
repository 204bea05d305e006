package ctk.core.steps;

import ctk.core.setup.Text;

/** What the code of a step says, fit for one line of a message. */
final class OneLine {

    private OneLine() {}

    /** Return a text with what would break a line as in {@link Text#quote}, quotes as they are. */
    static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                line.append(c);
            } else {
                String quoted = Text.quote(String.valueOf(c));
                line.append(quoted, 1, quoted.length() - 1);
            }
        }
        return line.toString();
    }

    /** Return what an error is, though its own code may fail to say. */
    static String of(Throwable error) {
        String name = error.getClass().getName();
        try {
            String message = error.getMessage();
            return message == null ? name : name + ": " + of(message);
        } catch (Throwable e) {
            return name;
        }
    }
}
