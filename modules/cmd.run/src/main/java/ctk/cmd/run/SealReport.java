package ctk.cmd.run;

import ctk.core.cli.Json;
import ctk.core.linux.ByteString;
import ctk.core.linux.ProcessState;
import ctk.core.seal.Condition;
import ctk.core.seal.DecisionSummary;
import ctk.core.seal.Facts;
import ctk.core.seal.MalformedException;
import ctk.core.seal.SealedEntry;
import ctk.core.seal.SealedEntry.Form;
import ctk.core.seal.SealedFile;

import java.util.ArrayList;
import java.util.List;

/** What is sealed, in words and in JSON. */
final class SealReport {

    static final String OTHER_BUILD = "another build of ctk sealed it";
    private static final int WIDTH = 12;

    private SealReport() {}

    /** Return the line that an entry is for. */
    static String line(SealedEntry entry) {
        return line(entry.form(), entry.prefix());
    }

    /** Return the line of a start of this form, with these arguments. */
    static String line(Form form, List<ByteString> prefix) {
        StringBuilder text = new StringBuilder(form == Form.GOSU ? "gosu" : "ctk");
        for (ByteString each : prefix) {
            text.append(' ').append(isPlain(each) ? each.printable() : each.quoted());
        }
        return text + (form == Form.ENTRYPOINT ? " -- COMMAND" : " COMMAND");
    }

    private static boolean isPlain(ByteString word) {
        for (int i = 0; i < word.length(); i++) {
            byte c = word.at(i);
            if (c <= ' ' || c > '~' || "'\"\\$*?[]{}()<>|&;#~`!".indexOf(c) >= 0) {
                return false;
            }
        }
        return word.length() > 0;
    }

    /** Return the answer to --list. */
    static String list(SealedFile file, boolean isJson) throws MalformedException {
        if (isJson) {
            List<Json> entries = new ArrayList<>();
            for (SealedEntry each : file.entries()) {
                entries.add(json(each));
            }
            return head(file).objects("entries", entries).end() + "\n";
        }
        StringBuilder text = new StringBuilder();
        for (SealedEntry each : file.entries()) {
            text.append(line(each)).append('\n');
            addBecomes(text, DecisionSummary.of(each));
            add(text, "for", words(each.facts()));
            String name = "if";
            for (Condition condition : each.conditions()) {
                add(text, name, condition.text());
                name = "";
            }
            for (ByteString warning : each.warnings()) {
                add(text, "prints", warning.printable());
            }
            if (!file.isOfThisBuild()) {
                add(text, "never", OTHER_BUILD);
            }
        }
        return text.isEmpty() ? "nothing is sealed\n" : text.toString();
    }

    private static void addBecomes(StringBuilder text, DecisionSummary decision) {
        add(
                text,
                "becomes",
                "uid "
                        + decision.uid()
                        + ", gid "
                        + decision.gid()
                        + ", groups "
                        + words(decision.groups()));
        for (String each : decision.settings()) {
            add(text, "sets", each);
        }
        for (ByteString each : decision.edits()) {
            add(text, "variable", shown(each));
        }
    }

    /** Return an edit; a value may be somebody's secret. */
    private static String shown(ByteString edit) {
        int equals = edit.indexOf('=', 1);
        if (equals < 0) {
            return edit.printable() + " is removed";
        }
        ByteString name = edit.slice(0, equals);
        return name.equals(ByteString.of("HOME")) ? edit.printable() : name.printable() + "=...";
    }

    /** Add a line about an entry. */
    static void add(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(" ".repeat(WIDTH - name.length()));
        text.append(value).append('\n');
    }

    /** Return ids with commas between them. */
    static String words(long[] ids) {
        List<String> words = new ArrayList<>();
        for (long each : ids) {
            words.add(Long.toString(each));
        }
        return words.isEmpty() ? "none" : String.join(",", words);
    }

    private static String words(Facts facts) {
        StringBuilder text = new StringBuilder("uid ").append(ids(facts.uid()));
        text.append(", gid ").append(ids(facts.gid()));
        text.append(", groups ").append(words(facts.groups()));
        text.append("; capabilities ").append(set(facts.permitted()));
        if (facts.effective() != facts.permitted()) {
            text.append("; effective ").append(set(facts.effective()));
        }
        if (facts.bounding() != facts.permitted()) {
            text.append("; bounding ").append(set(facts.bounding()));
        }
        if (facts.securebits() != 0) {
            text.append("; securebits ").append(facts.securebits());
        }
        return text + (facts.noNewPrivileges() ? "; no_new_privs" : "");
    }

    private static String set(long set) {
        return set == ProcessState.current().known() ? "all" : Capabilities.words(set);
    }

    /** Return real, effective and saved id, as one where they are one. */
    static String ids(long[] ids) {
        boolean isOne = ids[0] == ids[1] && ids[1] == ids[2];
        return isOne ? Long.toString(ids[0]) : words(ids);
    }

    /** Return what both answers in JSON begin with. */
    static Json head(SealedFile file) {
        Json json = new Json().string("file", SealedFile.PATH.toString());
        json.string("build", file.build().printable());
        return json.bool("of-this-build", file.isOfThisBuild());
    }

    /** Return what both say of an entry first. */
    static Json named(SealedEntry entry) {
        Json json = new Json().string("form", form(entry.form()));
        return json.strings("arguments", printable(entry.prefix()));
    }

    private static String form(Form form) {
        return switch (form) {
            case USER -> "user";
            case GOSU -> "gosu";
            case ENTRYPOINT -> "entrypoint";
        };
    }

    private static Json json(SealedEntry entry) throws MalformedException {
        DecisionSummary decision = DecisionSummary.of(entry);
        List<String> edits = new ArrayList<>();
        decision.edits().forEach(each -> edits.add(shown(each)));
        Json becomes = new Json().number("uid", decision.uid()).number("gid", decision.gid());
        becomes.numbers("groups", decision.groups()).strings("sets", decision.settings());
        Json json = named(entry).object("becomes", becomes.strings("variables", edits));
        json.object("process", json(entry.facts()));
        List<Json> conditions = new ArrayList<>();
        for (Condition each : entry.conditions()) {
            Json one = new Json().string("kind", each.name());
            one.string("subject", each.subject().printable());
            conditions.add(one.string("text", each.text()));
        }
        json.objects("conditions", conditions);
        return json.strings("prints", printable(entry.warnings()));
    }

    private static Json json(Facts facts) {
        Json json = new Json().numbers("uid", facts.uid()).numbers("gid", facts.gid());
        json.numbers("groups", facts.groups());
        json.string("permitted", set(facts.permitted()));
        json.string("effective", set(facts.effective()));
        json.string("bounding", set(facts.bounding()));
        json.number("securebits", facts.securebits());
        return json.bool("no-new-privs", facts.noNewPrivileges());
    }

    private static List<String> printable(List<ByteString> words) {
        List<String> all = new ArrayList<>();
        words.forEach(word -> all.add(word.printable()));
        return all;
    }
}
