package ctk.plugins.testing.env;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.Variables;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An environment in memory, which expands {@code NAME} and {@code NAME:-default} only. */
public final class MemoryVariables implements Variables {

    private final Map<String, byte[]> values = new LinkedHashMap<>();

    /** Make an empty environment. */
    public MemoryVariables() {}

    /** Set a variable, or unset it. */
    public MemoryVariables set(String name, byte @Nullable [] value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
        return this;
    }

    /** Set a variable. */
    public MemoryVariables set(String name, String value) {
        return set(name, value.getBytes(UTF_8));
    }

    @Override
    public @Nullable String value(String name) throws SetupException {
        byte[] value = values.get(name);
        try {
            return value == null
                    ? null
                    : UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException e) {
            throw new SetupException("variable " + name + " is not UTF-8", null, e);
        }
    }

    @Override
    public byte @Nullable [] bytes(String name) {
        return values.get(name);
    }

    @Override
    public Iterable<String> names() {
        return List.copyOf(values.keySet());
    }

    @Override
    public String expand(String text) throws SetupException {
        var result = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                result.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = end(text, at + 2);
                result.append(expansion(text.substring(at + 2, end)));
                at = end + 1;
            } else {
                result.append(text.charAt(at++));
            }
        }
        return result.toString();
    }

    private static int end(String text, int from) throws SetupException {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new SetupException("a brace is not closed");
    }

    private String expansion(String inner) throws SetupException {
        int colon = inner.indexOf(":-");
        String name = colon < 0 ? inner : inner.substring(0, colon);
        String value = value(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (colon < 0) {
            throw new SetupException("variable " + Text.quote(name) + " is not set");
        }
        return expand(inner.substring(colon + 2));
    }
}
