package ctk.cmd.plugins;

import ctk.core.cli.Json;
import ctk.core.setup.Key;
import ctk.core.steps.Asked;
import ctk.core.steps.Found;
import ctk.core.steps.StepException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Steps in words. */
final class Listing {

    private static final int WIDTH = 78;
    private static final int INDENT = 16;

    private Listing() {}

    private static List<Found> sorted(List<Found> steps) {
        return steps.stream().sorted(Comparator.comparing(Found::id)).toList();
    }

    static String text(List<Found> steps) throws StepException {
        StringBuilder text = new StringBuilder();
        for (Found each : sorted(steps)) {
            Asked asked = each.askAll();
            text.append(text.isEmpty() ? "" : "\n").append(each.id()).append(": ");
            text.append(asked.summary()).append(" (").append(each.origin()).append(")\n");
            for (Key key : asked.keys()) {
                append(text, key);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Key key) {
        String name = "  " + key.name();
        text.append(name).append(" ".repeat(Math.max(1, INDENT - name.length())));
        int column = Math.max(INDENT, name.length() + 1);
        String description = type(key) + state(key) + ". " + key.description();
        for (String word : List.of(description.split(" ", -1))) {
            if (column + word.length() > WIDTH) {
                text.setLength(text.length() - 1);
                text.append('\n').append(" ".repeat(INDENT));
                column = INDENT;
            }
            text.append(word).append(' ');
            column += word.length() + 1;
        }
        text.setCharAt(text.length() - 1, '\n');
    }

    private static String state(Key key) {
        if (key.isRequired()) {
            return ", required";
        }
        return key.defaultValue() == null ? "" : ", default " + key.defaultValue();
    }

    private static String type(Key key) {
        return key.type().name().toLowerCase(Locale.ROOT);
    }

    static String json(List<Found> steps) throws StepException {
        List<Json> all = new ArrayList<>();
        for (Found each : sorted(steps)) {
            Asked asked = each.askAll();
            List<Json> keys = new ArrayList<>();
            for (Key key : asked.keys()) {
                Json json = new Json().string("name", key.name()).string("type", type(key));
                json.bool("required", key.isRequired());
                if (key.defaultValue() == null) {
                    json.nothing("default");
                } else {
                    json.string("default", key.defaultValue());
                }
                keys.add(json.string("description", key.description()));
            }
            Json json = new Json().string("id", each.id()).string("summary", asked.summary());
            all.add(json.string("origin", each.origin()).objects("keys", keys));
        }
        return new Json().objects("steps", all).end() + "\n";
    }
}
