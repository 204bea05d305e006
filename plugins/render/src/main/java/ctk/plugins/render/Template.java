package ctk.plugins.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.Variables;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * A text with variables in it.
 *
 * @param path of the file
 */
record Template(String path) {

    private static final int MOST = 1 << 20;

    /**
     * Return the text with variables expanded.
     *
     * @param to the file that it is for
     * @throws SetupException with the line of the template that cannot be expanded
     */
    String render(String to, Files files, Variables variables) throws SetupException {
        String text = decode(to, files.read(inVolume(files), MOST));
        try {
            return variables.expand(text);
        } catch (SetupException e) {
            throw failure(to, lineOfFailure(text, variables), e.getMessage(), e);
        }
    }

    private String decode(String to, byte[] bytes) throws SetupException {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw failure(to, line, "it is not UTF-8", null);
        }
        return out.flip().toString();
    }

    private SetupException failure(
            String to, int line, @Nullable String cause, @Nullable SetupException e) {
        String message =
                "cannot render "
                        + Text.quote(to)
                        + ": line "
                        + line
                        + " of "
                        + Text.quote(path)
                        + ": "
                        + cause;
        return e == null ? new SetupException(message) : new SetupException(message, e.hint(), e);
    }

    /**
     * Return the line of the first expansion that fails by itself; of the last one if none does.
     */
    private static int lineOfFailure(String text, Variables variables) {
        int line = 1;
        int counted = 0;
        int at = 0;
        while ((at = text.indexOf("${", at)) >= 0) {
            if (at > 0 && text.charAt(at - 1) == '$') {
                at += 2;
                continue;
            }
            for (; counted < at; counted++) {
                line += text.charAt(counted) == '\n' ? 1 : 0;
            }
            int end = end(text, at);
            try {
                variables.expand(text.substring(at, end));
            } catch (SetupException _) {
                return line;
            }
            at = end;
        }
        return line;
    }

    /** Return the index behind the brace that closes the expansion, or the length of the text. */
    private static int end(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '$' && text.startsWith("${", i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /**
     * Return where the template is in a Kubernetes volume. There each file is a link to the one of
     * its name in {@code ..data}, which is itself a link that is exchanged when the content
     * changes.
     */
    private String inVolume(Files files) throws SetupException {
        FileStatus status = files.status(path);
        if (status == null || status.type() != FileStatus.Type.LINK) {
            return path;
        }
        int slash = path.lastIndexOf('/');
        String other = path.substring(0, slash) + "/..data" + path.substring(slash);
        FileStatus target = files.status(other);
        return target != null && target.isRegular() ? other : path;
    }
}
