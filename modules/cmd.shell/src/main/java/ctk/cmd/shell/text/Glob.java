package ctk.cmd.shell.text;

import ctk.core.linux.ByteString;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern of names as fnmatch(3) knows it: {@code *}, {@code ?}, {@code [a-z]}, {@code \}. */
public final class Glob {

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Read a pattern. */
    public static Glob of(ByteString text, boolean ignoreCase) {
        String glob = Decoded.of(text.toBytes());
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int end = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (end > 0) {
                regex.append(brackets(glob.substring(i + 1, end)));
                i = end;
            } else {
                i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
                String plain = Character.toString(glob.codePointAt(i));
                regex.append(Pattern.quote(plain));
                i += plain.length() - 1;
            }
        }
        int flags = Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
        return new Glob(compile(regex.toString(), glob, flags));
    }

    private static Pattern compile(String regex, String glob, int flags) {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) { // as [z-a]: then it stands for itself
            return Pattern.compile(Pattern.quote(glob), flags);
        }
    }

    private static String brackets(String inside) {
        boolean negated = inside.startsWith("!") || inside.startsWith("^");
        String set = negated ? inside.substring(1) : inside;
        StringBuilder regex = new StringBuilder(negated ? "[^" : "[");
        for (int i = 0; i < set.length(); i++) {
            char c = set.charAt(i);
            regex.append("[]\\&^".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
        }
        return regex.append(']').toString();
    }

    /** Tell whether a name as a whole is as the pattern says. */
    public boolean matches(ByteString name) {
        return pattern.matcher(Decoded.of(name.toBytes())).matches();
    }
}
