package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.ProcessState;
import ctk.core.userdb.PasswdEntry;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Facts as a page. */
final class FactsText {

    private static final int MOST_GROUPS = 64;
    private static final String[] KINDS = {"real ", ", effective ", ", saved ", ", files "};

    private final Facts facts;
    private final List<Mark> marks;
    private final Page page;

    private FactsText(Facts facts, boolean isColoured) {
        this.facts = facts;
        marks = Mark.of(facts);
        page = new Page(isColoured);
    }

    static String of(Facts facts, boolean isColoured) {
        FactsText text = new FactsText(facts, isColoured);
        text.identity();
        text.page.gap();
        text.capabilities();
        text.page.gap();
        text.limits();
        text.page.gap();
        text.surroundings();
        return text.page.end();
    }

    private void line(String label, String value) {
        page.line(label, value, Mark.on(label, marks));
    }

    private void identity() {
        Account account = facts.account();
        Credentials credentials = facts.credentials();
        line("user", ids(credentials.uid(), facts.state().fileUid(), false));
        line("group", ids(credentials.gid(), facts.state().fileGid(), true));
        line("groups", groups(credentials.groups()));
        String problem = account.groups().problem();
        if (problem != null) {
            page.line("", "group names: " + problem);
        }
        ByteString home = facts.home().path();
        PasswdEntry entry = account.entry();
        line("home", home == null ? "none" : home.printable());
        if (entry != null && !entry.home().equals(home)) {
            page.line("", printable(entry.home()) + " in " + entry.origin().file());
        }
        line("shell", entry == null ? "none: no passwd entry" : printable(entry.shell()));
    }

    private static String printable(ByteString path) {
        return path.length() == 0 ? "(empty)" : path.printable();
    }

    private String ids(long[] ids, long ofFiles, boolean isGroup) {
        if (ids[0] == ids[1] && ids[1] == ids[2] && ids[2] == ofFiles) {
            return named(ids[0], isGroup);
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < ids.length; i++) {
            all.append(KINDS[i]).append(named(ids[i], isGroup));
        }
        return all.append(KINDS[ids.length]).append(named(ofFiles, isGroup)).toString();
    }

    private String named(long id, boolean isGroup) {
        Account account = facts.account();
        return isGroup ? account.groups().numbered(id) : account.numbered(id);
    }

    private String groups(long[] groups) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < groups.length && i < MOST_GROUPS; i++) {
            all.append(i == 0 ? "" : ", ").append(named(groups[i], true));
        }
        if (groups.length > MOST_GROUPS) {
            all.append(", and ").append(groups.length - MOST_GROUPS).append(" more");
        }
        return all.isEmpty() ? "none" : all.toString();
    }

    private void capabilities() {
        Credentials credentials = facts.credentials();
        set("effective", credentials.effective());
        set("permitted", credentials.permitted());
        set("inheritable", credentials.inheritable());
        set("bounding", facts.state().bounding());
        set("ambient", facts.state().ambient());
    }

    private void set(String label, long set) {
        line(label, new CapabilitySet(set, facts.state().known()).words());
    }

    private void limits() {
        ProcessState state = facts.state();
        int privileges = state.noNewPrivileges();
        line("no new privs", privileges < 0 ? "cannot tell" : privileges == 0 ? "off" : "on");
        line("seccomp", seccomp(state.seccomp(), facts.filters()));
        int bits = state.securebits();
        String names = String.join(", ", Securebits.names(Math.max(bits, 0)));
        line("securebits", bits < 0 ? "cannot tell" : names.isEmpty() ? "none" : names);
        line("security label", facts.label().words());
        line("user namespace", facts.namespace().words());
    }

    private static String seccomp(int mode, @Nullable String filters) {
        if (mode < 0) {
            return "cannot tell";
        }
        return mode == 0 ? "off" : filters == null ? "filtered" : "filtered (" + filters + ")";
    }

    private void surroundings() {
        StringBuilder umask = new StringBuilder(Integer.toOctalString(facts.umask()));
        line("umask", umask.insert(0, "0".repeat(Math.max(0, 4 - umask.length()))).toString());
        ByteString directory = facts.directory();
        line("directory", directory == null ? "none: it was removed" : directory.printable());
        line("terminal", facts.terminal().words());
        Injection injection = facts.terminal().injection();
        Boolean isPossible = injection.isPossible();
        boolean isMarked = Boolean.TRUE.equals(isPossible);
        String word = isPossible == null ? "unknown" : isMarked ? "possible" : "impossible";
        line("tty injection", isMarked ? word : word + ": " + injection.why());
        for (Stream each : facts.streams()) {
            line(each.name(), stream(each));
        }
    }

    private static String stream(Stream stream) {
        if (!stream.isTried() || (stream.problem() != null && stream.number() != 0)) {
            return stream.words();
        }
        String device = "/dev/" + stream.name();
        return stream.problem() == null
                ? stream.words() + ", opens as " + device
                : stream.words() + ", does not open as " + device + ": " + stream.problem();
    }
}
