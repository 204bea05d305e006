package ctk.core.userdb;

import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.lists;

import org.quicktheories.core.Gen;

import java.util.List;

/** Generators of files and specs that come as near as they can to making somebody root. */
final class HostileFiles {

    private static final Gen<String> NAMES =
            pick(
                    "root", "app", "0", "00", "-0", "+0", "1000", "", "#x", "+", "a b", "m\u00ff",
                    " ");
    private static final Gen<String> IDS =
            pick(
                    "0",
                    "00",
                    "+0",
                    "-0",
                    "1000",
                    "7",
                    "42",
                    "",
                    " ",
                    "zzz",
                    "0x0",
                    " 0",
                    "0 ",
                    "+",
                    "-",
                    "-1",
                    "-5",
                    "0\u00c2\u00a0",
                    "2147483648",
                    "4294967294",
                    "4294967295",
                    "4294967296",
                    "18446744073709551616",
                    "99999999999999999999x",
                    "1e3",
                    "0\0");
    private static final Gen<String> ODD_LINES =
            pick(
                    "",
                    "#",
                    "# root:x:0:0",
                    "+",
                    "+::::::",
                    ":",
                    "root",
                    "app:x",
                    "root:x:",
                    "\r",
                    " ",
                    "0",
                    "\u00c2\u00a0",
                    "app:x:1000:1000::/h: \u00e3\u0080\u0080",
                    "\0");
    private static final Gen<String> ENDS = pick("\n", "\n", "\n", "\r\n", "\n\n", " \n", "");
    private static final Gen<String> STARTS = pick("", "", "", " ", "\t", "\u00c2\u0085", "#");
    private static final Gen<String> REST =
            pick("::/home:/bin/sh", "::/home", ":", "", "::", "::/h:s:x");
    private static final Gen<String> CALLERS = pick("", ":", "root", "app");

    private HostileFiles() {}

    static Gen<String> passwd() {
        Gen<String> ids = IDS.zip(IDS, (uid, gid) -> uid + ":" + gid);
        Gen<String> entry =
                STARTS.zip(NAMES, ids, (start, name, both) -> start + name + ":x:" + both)
                        .zip(REST, ENDS, (line, rest, end) -> line + rest + end);
        return file(entry);
    }

    static Gen<String> group() {
        Gen<String> members =
                NAMES.zip(NAMES, pick(",", ", ", ":", ",,"), (a, b, between) -> a + between + b)
                        .mix(NAMES, 50);
        Gen<String> entry =
                STARTS.zip(NAMES, IDS, (start, name, gid) -> start + name + ":x:" + gid)
                        .zip(members, ENDS, (line, list, end) -> line + ":" + list + end);
        return file(entry);
    }

    static Gen<String> specs() {
        Gen<String> part = NAMES.mix(IDS.assuming(id -> id.indexOf('\0') < 0), 40);
        return part.zip(part, (user, group) -> user + ":" + group).mix(part, 50).mix(CALLERS, 5);
    }

    private static Gen<String> file(Gen<String> entry) {
        Gen<String> odd = ODD_LINES.map(line -> line + "\n");
        return lists().of(entry.mix(odd, 20))
                .ofSizeBetween(0, 6)
                .map(lines -> String.join("", lines));
    }

    private static Gen<String> pick(String... values) {
        return arbitrary().pick(List.of(values));
    }
}
