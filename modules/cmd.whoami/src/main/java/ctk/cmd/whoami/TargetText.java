package ctk.cmd.whoami;

import ctk.core.userdb.Explanation;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.Identity;
import ctk.core.userdb.Origin;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.Rule;

import java.util.List;

/** A target as a page. */
final class TargetText {

    private static final int MOST_GROUPS = 64;

    private TargetText() {}

    static String of(Target target, boolean isColoured) {
        Identity identity = target.identity();
        Explanation why = target.explanation();
        PasswdEntry user = identity.user();
        Page page = new Page(isColoured);
        String name = user == null ? "" : " " + user.name().printable();
        String at = user == null ? "" : at(user.origin());
        page.line("user", identity.uid() + name + because(at, why.user()), unusual(identity));
        page.line(
                "group",
                target.names().numbered(identity.gid()) + because(at(target), why.group()));
        groups(target, page);
        page.line("home", target.home() + because("", why.home()));
        page.line("capabilities", identity.uid() == 0 ? "unchanged" : "all given up");
        String problem = target.problem();
        page.line(
                "ctk run",
                problem == null ? "can do this from here" : "cannot do this from here",
                problem == null ? List.of() : List.of(problem));
        return page.end();
    }

    private static List<String> unusual(Identity identity) {
        List<String> warnings = identity.warnings();
        return identity.uid() == 0 && warnings.isEmpty()
                ? List.of("applications should not run as root")
                : warnings;
    }

    private static void groups(Target target, Page page) {
        long[] ids = target.identity().groups();
        List<GroupEntry> lines = target.memberships();
        Rule rule = target.explanation().groups();
        if (ids.length == 0) {
            boolean isSaid = rule.words().startsWith("none");
            page.line("groups", isSaid ? rule.words() : "none: no line lists the user's name");
            return;
        }
        page.line("groups", rule.words());
        for (int i = 0; i < ids.length && i < MOST_GROUPS; i++) {
            String at = i < lines.size() ? " (" + at(lines.get(i).origin()) + ")" : "";
            String name =
                    i < lines.size()
                            ? ids[i] + " " + lines.get(i).name().printable()
                            : target.names().numbered(ids[i]);
            page.line("", name + at);
        }
        if (ids.length > MOST_GROUPS) {
            page.line("", "and " + (ids.length - MOST_GROUPS) + " more");
        }
    }

    private static String at(Target target) {
        GroupEntry group = target.identity().group();
        PasswdEntry user = target.identity().user();
        if (group != null) {
            return at(group.origin());
        }
        boolean isPrimary = target.explanation().group() == Rule.GROUP_OF_ENTRY;
        return isPrimary && user != null ? at(user.origin()) : "";
    }

    private static String because(String at, Rule rule) {
        return " (" + at + (at.isEmpty() ? "" : ": ") + rule.words() + ")";
    }

    private static String at(Origin origin) {
        return origin.file() + " line " + origin.line();
    }
}
