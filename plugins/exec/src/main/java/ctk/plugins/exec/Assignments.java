package ctk.plugins.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.SetupException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a program of {@code exec.d} says: a TOML document of which only lines {@code NAME = "value"}
 * are taken, with comments and empty lines between them; anything else is refused.
 */
final class Assignments {

    private Assignments() {}

    /**
     * Return the assignments in their order.
     *
     * @param program who says so, quoted
     * @throws SetupException with the number of the line that is wrong, and no value
     */
    static List<Assignment> parse(byte[] bytes, String program) throws SetupException {
        String source = "what " + program + " wrote to descriptor 3";
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new SetupException(source + " is not UTF-8", null, e);
        }
        var found = new ArrayList<Assignment>();
        var names = new HashSet<String>();
        int number = 0;
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            boolean hasReturn = end > start && text.charAt(end - 1) == '\r';
            String line = text.substring(start, end < 0 ? next : hasReturn ? end - 1 : end);
            number++;
            try {
                Assignment assignment = new AssignmentReader(line).read();
                if (assignment != null && !names.add(assignment.name())) {
                    throw new SetupException("the name was there before");
                }
                if (assignment != null) {
                    found.add(assignment);
                }
            } catch (SetupException e) {
                throw new SetupException(
                        "line " + number + " of " + source + ": " + e.getMessage(), null, e);
            }
            start = next;
        }
        return found;
    }
}
