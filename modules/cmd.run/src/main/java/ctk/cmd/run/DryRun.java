package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.cli.Json;
import ctk.core.exec.Decision;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;
import ctk.core.linux.KernelException;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.Origin;
import ctk.core.userdb.PasswdEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A decision in words. */
final class DryRun {

    private static final ByteString HOME = ByteString.of("HOME");

    private static final ByteString PATH = ByteString.of("PATH=");
    private static final ByteString NO_PATH = ByteString.of("PATH");

    private DryRun() {}

    static boolean isJson(@Nullable ByteString format) throws CommandException {
        String name = format == null ? "text" : format.toString();
        if (!name.equals("text") && !name.equals("json")) {
            throw new CommandException(
                    "cannot print as " + ByteString.of(name).quoted() + ": it is text or json",
                    null);
        }
        return name.equals("json");
    }

    /**
     * A line of it.
     *
     * @param name of what it tells of
     */
    record Line(String name, String value) {}

    static String text(Start start, ByteString[] argv, List<StepLog.Line> setUp) {
        List<Line> all = new ArrayList<>();
        for (StepLog.Line each : setUp) {
            String state = each.isNeeded() ? "" : ": nothing to do";
            all.add(new Line("set-up", each.step() + ": " + each.text() + state));
        }
        all.addAll(lines(start, argv));
        StringBuilder text = new StringBuilder();
        for (Line each : all) {
            text.append(each.name()).append(" ".repeat(14 - each.name().length()));
            text.append(each.value()).append('\n');
        }
        return text.toString();
    }

    /** Return what is to be done to become the command. */
    static List<Line> lines(Start start, ByteString[] argv) {
        Decision decision = start.decision();
        List<Line> all = new ArrayList<>();
        all.add(new Line("user", decision.uid() + user(start) + call(decision.setUid())));
        all.add(new Line("group", decision.gid() + group(start) + call(decision.setGid())));
        all.add(new Line("groups", groups(decision) + call(decision.setGroups())));
        for (String each : start.leftOut()) {
            all.add(new Line("left out", each));
        }
        all.add(new Line("capabilities", capabilities(decision)));
        addSets(decision, all);
        for (Setting each : decision.settings()) {
            all.add(new Line(each.kind().title(), each.text()));
        }
        for (ByteString edit : decision.edits()) {
            boolean isRemoval = edit.indexOf('=', 0) < 0;
            String value = shown(edit).quoted() + (isRemoval ? " unset" : "");
            all.add(new Line("environment", value));
        }
        all.add(new Line("command", words(argv, decision.command())));
        all.add(new Line("looked up", lookedUp(argv[decision.command()], decision)));
        return all;
    }

    static String json(Start start, ByteString[] argv, List<StepLog.Line> setUp) {
        Decision decision = start.decision();
        Json json = new Json();
        List<Json> steps = new ArrayList<>();
        for (StepLog.Line each : setUp) {
            Json step = new Json().string("step", each.step()).string("change", each.text());
            steps.add(step.bool("needed", each.isNeeded()));
        }
        json.objects("setup", steps);
        json.object("user", userId(decision, start.identity().user()));
        json.object("group", groupId(decision, start.identity().group()));
        Json groups = new Json().numbers("ids", decision.groups());
        json.object("groups", groups.bool("changed", decision.setGroups()));
        json.string("capabilities", capabilities(decision));
        addSets(decision, json);
        json.strings("left-out", start.leftOut());
        List<Json> settings = new ArrayList<>();
        for (Setting each : decision.settings()) {
            settings.add(
                    new Json().string("name", each.kind().title()).string("text", each.text()));
        }
        json.objects("settings", settings);
        List<ByteString> edits = new ArrayList<>();
        decision.edits().forEach(edit -> edits.add(shown(edit)));
        json.strings("environment", printable(edits));
        List<ByteString> command = List.of(argv).subList(decision.command(), argv.length);
        json.strings("command", printable(command));
        ByteString path = path(argv[decision.command()], decision);
        if (path == null) {
            json.nothing("path");
        } else {
            json.string("path", path.printable());
        }
        return json.strings("warnings", start.identity().warnings()).end() + "\n";
    }

    private static void addSets(Decision decision, List<Line> lines) {
        try {
            lines.addAll(new CapabilitySets(decision).lines());
        } catch (KernelException e) {
            lines.add(new Line("permitted", "unknown: " + e.getMessage()));
        }
    }

    private static void addSets(Decision decision, Json json) {
        try {
            json.object("capability-sets", new CapabilitySets(decision).json());
        } catch (KernelException e) {
            json.nothing("capability-sets"); // a filter denies to ask
        }
    }

    private static String capabilities(Decision decision) {
        Setting kept = decision.setting(Setting.Kind.KEPT_CAPABILITIES);
        if (kept != null) {
            return "all cleared but " + kept.text();
        }
        return decision.clearsCapabilities() ? "all cleared" : "unchanged";
    }

    /** Return an edit without its value, which a step may have from a secret; HOME never is one. */
    private static ByteString shown(ByteString edit) {
        int equals = edit.indexOf('=', 1);
        if (equals < 0 || edit.slice(0, equals).equals(HOME)) {
            return edit;
        }
        return ByteString.of(edit.slice(0, equals) + "=...");
    }

    private static Json userId(Decision decision, @Nullable PasswdEntry entry) {
        Json json = new Json().number("id", decision.uid()).bool("changed", decision.setUid());
        return entry == null ? nowhere(json) : origin(json, entry.name(), entry.origin());
    }

    private static Json groupId(Decision decision, @Nullable GroupEntry entry) {
        Json json = new Json().number("id", decision.gid()).bool("changed", decision.setGid());
        return entry == null ? nowhere(json) : origin(json, entry.name(), entry.origin());
    }

    private static Json origin(Json json, ByteString name, Origin origin) {
        json.string("name", name.printable()).string("file", origin.file());
        return origin.line() == 0 ? json.nothing("line") : json.number("line", origin.line());
    }

    private static Json nowhere(Json json) {
        return json.nothing("name").nothing("file").nothing("line");
    }

    private static String user(Start start) {
        PasswdEntry entry = start.identity().user();
        return entry == null
                ? " without a passwd entry"
                : " " + entry.name().quoted() + at(entry.origin());
    }

    private static String group(Start start) {
        GroupEntry entry = start.identity().group();
        if (entry != null) {
            return " " + entry.name().quoted() + at(entry.origin());
        }
        PasswdEntry user = start.identity().user();
        boolean primary = user != null && user.gid() == start.identity().gid();
        return primary ? ", the user's primary group" : "";
    }

    private static String at(Origin origin) {
        String line = origin.line() == 0 ? "" : " line " + origin.line();
        return " (" + origin.file() + line + ")";
    }

    private static String groups(Decision decision) {
        StringBuilder list = new StringBuilder();
        for (long group : decision.groups()) {
            list.append(list.isEmpty() ? "" : ",").append(group);
        }
        return list.isEmpty() ? "none" : list.toString();
    }

    private static String call(boolean changed) {
        return changed ? ", will be set" : ", already so";
    }

    private static String words(ByteString[] argv, int from) {
        return String.join(" ", quoted(List.of(argv).subList(from, argv.length)));
    }

    private static String lookedUp(ByteString command, Decision decision) {
        if (command.indexOf('/', 0) >= 0) {
            return "not in PATH: taken as it is";
        }
        ByteString path = path(command, decision);
        return path == null
                ? "nowhere: PATH is not set"
                : "after the switch, as that user, in PATH " + path.quoted();
    }

    /** Return the PATH that a command is looked up in, or null if it is in none. */
    private static @Nullable ByteString path(ByteString command, Decision decision) {
        if (command.indexOf('/', 0) >= 0) {
            return null;
        }
        for (ByteString edit : decision.edits()) {
            if (edit.startsWith(PATH)) {
                return edit.slice(PATH.length());
            }
            if (edit.equals(NO_PATH)) {
                return null;
            }
        }
        boolean isCleared = decision.setting(Setting.Kind.CLEAR_ENVIRONMENT) != null;
        return isCleared ? null : Environment.value(Environment.atEntry(), "PATH");
    }

    private static List<String> printable(List<ByteString> words) {
        List<String> all = new ArrayList<>();
        words.forEach(word -> all.add(word.printable()));
        return all;
    }

    private static List<String> quoted(List<ByteString> words) {
        List<String> all = new ArrayList<>();
        words.forEach(word -> all.add(word.quoted()));
        return all;
    }
}
