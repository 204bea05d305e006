package ctk.cmd.whoami;

import ctk.core.cli.Json;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.Identity;
import ctk.core.userdb.Origin;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A target as JSON: distribution/schema/whoami-user.json. */
final class TargetJson {

    private TargetJson() {}

    static String of(Target target) {
        Identity identity = target.identity();
        PasswdEntry user = identity.user();
        Json json = new Json().string("spec", target.spec().printable());
        Json who = entry(identity.uid(), user == null ? null : user.name().printable());
        Origin at = user == null ? null : user.origin();
        json.object("user", rule(origin(who, at), target.explanation().user()));
        json.object("group", group(target));
        Json groups = rule(new Json(), target.explanation().groups());
        json.object("groups", groups.objects("entries", groups(target)));
        Json home = new Json().string("path", target.home());
        json.object("home", rule(home, target.explanation().home()));
        json.string("capabilities", identity.uid() == 0 ? "unchanged" : "none");
        json.bool("possible", target.problem() == null);
        json.stringOrNull("problem", target.problem());
        return json.strings("warnings", identity.warnings()).end() + "\n";
    }

    private static Json group(Target target) {
        Identity identity = target.identity();
        GroupEntry entry = identity.group();
        PasswdEntry user = identity.user();
        Rule rule = target.explanation().group();
        Origin at = entry != null ? entry.origin() : null;
        if (rule == Rule.GROUP_OF_ENTRY && user != null) {
            at = user.origin();
        }
        String name = entry != null ? entry.name().printable() : target.names().of(identity.gid());
        return rule(origin(entry(identity.gid(), name), at), rule);
    }

    private static List<Json> groups(Target target) {
        List<Json> all = new ArrayList<>();
        List<GroupEntry> lines = target.memberships();
        for (GroupEntry each : lines) {
            all.add(origin(entry(each.gid(), each.name().printable()), each.origin()));
        }
        for (long id : lines.isEmpty() ? target.identity().groups() : new long[0]) {
            all.add(origin(entry(id, target.names().of(id)), null));
        }
        return all;
    }

    private static Json entry(long id, @Nullable String name) {
        return new Json().number("id", id).stringOrNull("name", name);
    }

    private static Json origin(Json json, @Nullable Origin origin) {
        return origin == null
                ? json.nothing("file").nothing("line")
                : json.string("file", origin.file()).number("line", origin.line());
    }

    private static Json rule(Json json, Rule rule) {
        String id = rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return json.string("rule", id).string("why", rule.words());
    }
}
