package ctk.cmd.whoami;

import ctk.core.cli.Json;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.ProcessState;
import ctk.core.userdb.PasswdEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Facts as JSON: distribution/schema/whoami.json. */
final class FactsJson {

    private final Facts facts;
    private final Json json = new Json();

    private FactsJson(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts) {
        FactsJson all = new FactsJson(facts);
        all.identity();
        all.limits();
        all.surroundings();
        List<Json> unusual = new ArrayList<>();
        for (Mark each : Mark.of(facts)) {
            unusual.add(new Json().string("what", each.what()).string("text", each.text()));
        }
        return all.json.objects("unusual", unusual).end() + "\n";
    }

    private void identity() {
        Credentials credentials = facts.credentials();
        Account account = facts.account();
        GroupNames groups = account.groups();
        long[] uid = credentials.uid();
        Json user = new Json().object("real", entry(uid[0], account.user(uid[0])));
        user.object("effective", entry(uid[1], account.user(uid[1])));
        user.object("saved", entry(uid[2], account.user(uid[2])));
        long ofFiles = facts.state().fileUid();
        json.object("user", user.object("files", entry(ofFiles, account.user(ofFiles))));
        long[] gid = credentials.gid();
        Json group = new Json().object("real", entry(gid[0], groups.of(gid[0])));
        group.object("effective", entry(gid[1], groups.of(gid[1])));
        group.object("saved", entry(gid[2], groups.of(gid[2])));
        ofFiles = facts.state().fileGid();
        json.object("group", group.object("files", entry(ofFiles, groups.of(ofFiles))));
        List<Json> others = new ArrayList<>();
        for (long each : credentials.groups()) {
            others.add(entry(each, groups.of(each)));
        }
        json.objects("groups", others);
        passwd(account.entry());
        Home home = facts.home();
        Json directory = new Json().stringOrNull("path", printable(home.path()));
        json.object("home", directory.stringOrNull("problem", home.problem()));
    }

    private static Json entry(long id, @Nullable String name) {
        return new Json().number("id", id).stringOrNull("name", name);
    }

    private void passwd(@Nullable PasswdEntry entry) {
        if (entry == null) {
            json.nothing("passwd");
            return;
        }
        Json passwd = new Json().string("file", entry.origin().file());
        passwd.number("line", entry.origin().line());
        passwd.string("home", entry.home().printable());
        json.object("passwd", passwd.string("shell", entry.shell().printable()));
    }

    private static @Nullable String printable(@Nullable ByteString bytes) {
        return bytes == null ? null : bytes.printable();
    }

    private void limits() {
        Credentials credentials = facts.credentials();
        ProcessState state = facts.state();
        Json sets = new Json().strings("effective", names(credentials.effective()));
        sets.strings("permitted", names(credentials.permitted()));
        sets.strings("inheritable", names(credentials.inheritable()));
        sets.strings("bounding", names(state.bounding()));
        sets.strings("ambient", names(state.ambient()));
        json.object("capabilities", sets.strings("known", names(state.known())));
        int privileges = state.noNewPrivileges();
        json.boolOrNull("no_new_privs", privileges < 0 ? null : Boolean.valueOf(privileges != 0));
        json.boolOrNull(
                "seccomp", state.seccomp() < 0 ? null : Boolean.valueOf(state.seccomp() != 0));
        if (state.securebits() < 0) {
            json.nothing("securebits");
        } else {
            json.strings("securebits", Securebits.names(state.securebits()));
        }
        json.stringOrNull("label", facts.label().text());
        UserNamespace namespace = facts.namespace();
        Json maps = new Json().boolOrNull("initial", namespace.isInitial());
        ranges(maps, "uid_map", namespace.users());
        ranges(maps, "gid_map", namespace.groups());
        json.object("user_namespace", maps);
    }

    private List<String> names(long set) {
        return new CapabilitySet(set, facts.state().known()).names();
    }

    private static void ranges(Json json, String name, @Nullable List<UserNamespace.Range> ranges) {
        if (ranges == null) {
            json.nothing(name);
            return;
        }
        List<Json> all = new ArrayList<>();
        for (UserNamespace.Range each : ranges) {
            Json range = new Json().number("inside", each.inside());
            all.add(range.number("outside", each.outside()).number("count", each.count()));
        }
        json.objects(name, all);
    }

    private void surroundings() {
        String umask = Integer.toOctalString(facts.umask());
        json.string("umask", "0".repeat(Math.max(0, 4 - umask.length())) + umask);
        json.stringOrNull("directory", printable(facts.directory()));
        Terminal terminal = facts.terminal();
        Injection injection = terminal.injection();
        Json tty = new Json().boolOrNull("controlling", terminal.isThere());
        tty.stringOrNull("name", terminal.name());
        tty.boolOrNull("injection", injection.isPossible());
        json.object("terminal", tty.string("why", injection.why()));
        List<Json> streams = new ArrayList<>();
        for (Stream each : facts.streams()) {
            Json stream = new Json().string("name", each.name()).string("type", each.type());
            stream.stringOrNull("path", printable(each.target()));
            streams.add(stream.stringOrNull("problem", each.problem()));
        }
        json.objects("streams", streams);
    }
}
