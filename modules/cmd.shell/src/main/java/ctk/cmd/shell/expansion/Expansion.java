package ctk.cmd.shell.expansion;

import ctk.cmd.shell.language.Word;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes arguments of words: tilde, variables, division at blanks, patterns (POSIX.1-2024, 2.6). IFS
 * has no part in it.
 */
public final class Expansion {

    private static final ByteString NOTHING = ByteString.of("");
    private static final ByteString HOME = ByteString.of("HOME");

    private final Values values;

    /** Expand with these variables. */
    public Expansion(Values values) {
        this.values = values;
    }

    /** What words are expanded with. */
    public interface Values {

        /** Return the value of a variable, or of {@code ?}, {@code $}, {@code !}; or null. */
        @Nullable ByteString variable(ByteString name);

        /** Return the home directory of a user, or null. */
        @Nullable ByteString home(ByteString user);
    }

    /** Return the arguments that the words mean. */
    public List<ByteString> arguments(List<Word> words) {
        List<ByteString> all = new ArrayList<>();
        for (Word word : words) {
            for (Field field : fields(word)) {
                all.addAll(Glob.expand(field));
            }
        }
        return all;
    }

    /** Return what one word means where it can be only one: neither divided nor a pattern. */
    public ByteString single(Word word) {
        Field field = new Field();
        boolean isFirst = true;
        for (Word.Part part : word.parts()) {
            if (part instanceof Word.Text text) { // a switch would spin a class at each start
                add(field, text, isFirst);
            } else if (part instanceof Word.Variable variable) {
                field.add(value(variable), true);
            }
            isFirst = false;
        }
        return field.bytes();
    }

    private List<Field> fields(Word word) {
        List<Field> fields = new ArrayList<>(List.of(new Field()));
        boolean isFirst = true;
        for (Word.Part part : word.parts()) {
            if (part instanceof Word.Text text) {
                add(fields.getLast(), text, isFirst);
            } else if (part instanceof Word.Variable variable && variable.isQuoted()) {
                fields.getLast().add(value(variable), true);
            } else if (part instanceof Word.Variable variable) {
                divide(fields, value(variable));
            }
            isFirst = false;
        }
        fields.removeIf(field -> !field.isThere());
        return fields;
    }

    private static void divide(List<Field> fields, ByteString value) {
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            boolean isEnd = i == value.length();
            if (isEnd || value.at(i) == ' ' || value.at(i) == '\t' || value.at(i) == '\n') {
                fields.getLast().add(value.slice(start, i), false);
                start = i + 1;
                if (!isEnd && fields.getLast().isThere()) {
                    fields.add(new Field());
                }
            }
        }
    }

    private ByteString value(Word.Variable variable) {
        ByteString value = values.variable(variable.name());
        return value == null ? NOTHING : value;
    }

    private void add(Field field, Word.Text text, boolean isFirst) {
        ByteString bytes = text.bytes();
        if (!isFirst || text.isQuoted() || bytes.length() == 0 || bytes.at(0) != '~') {
            field.add(bytes, text.isQuoted());
            return;
        }
        int slash = bytes.indexOf('/', 0);
        int end = slash < 0 ? bytes.length() : slash;
        ByteString home = end == 1 ? values.variable(HOME) : values.home(bytes.slice(1, end));
        field.add(home == null ? bytes.slice(0, end) : home, home != null);
        field.add(bytes.slice(end), false);
    }
}
