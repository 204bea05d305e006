package ctk.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of ctk run, and configurations, for the cases of sealed starts. */
final class SealedLines {

    private final SealedDice dice;
    private final String program;

    /**
     * Throw lines.
     *
     * @param program the usual command
     */
    SealedLines(SealedDice dice, String program) {
        this.dice = dice;
        this.program = program;
    }

    // ---- options ----

    /** Each with what it may be given; those without anything take no value. */
    private List<String> option() {
        return switch (dice.below(30)) {
            case 0 -> valued("--groups", dice.groups());
            case 1 -> valued("--add-groups", dice.groups());
            case 2 -> List.of("--keep-groups");
            case 3 -> valued("--if-not-root", dice.of("fail", "exec", "exec"));
            case 4 -> valued("--user-db", dice.of("files", "files", "files", "nss"));
            case 5 -> List.of("--no-new-privs");
            case 6 -> valued("--keep-caps", capabilities("all"));
            case 7 -> valued("--bounding-set", capabilities("none"));
            case 8 ->
                    valued(
                            "--securebits",
                            dice.of("noroot", "noroot,noroot_locked", "no_setuid_fixup"));
            case 9 -> List.of("--block-tty-injection");
            case 10 -> valued("--seccomp-filter", dice.of("/srv/filter", "/srv/link", "filter"));
            case 11, 12 -> List.of("--login-env");
            case 13, 14 -> List.of("--reset-env");
            case 15, 16 -> valued("--env", dice.variable());
            case 17 -> valued("--unset-env", dice.name());
            case 18, 19 ->
                    valued(
                            "--env-file",
                            dice.of(
                                    "/srv/app.env",
                                    "/srv/app.env",
                                    "/srv/link",
                                    "/dev/null",
                                    "app.env"));
            case 20 -> valued("--chdir", dice.of("/srv", "/srv/data", ".", "/srv/caf\u00e9"));
            case 21 -> valued("--umask", dice.of("027", "077", "0"));
            case 22 -> valued("--nice", dice.of("0", "5", "-3"));
            case 23 -> valued("--rlimit", dice.of("core", "msgqueue", "nice") + "=" + limit());
            case 24 -> valued("--pdeathsig", dice.of("TERM", "9", "none"));
            case 25 -> valued("--own-stdio", dice.of("auto", "always", "never"));
            case 26 -> valued("--log-format", dice.of("text", "json"));
            case 27 -> List.of(dice.of("--verbose", "--no-config", "--login-env", "--reset-env"));
            case 28 ->
                    dice.percent(20)
                            ? valued("--match-owner", "/srv/data")
                            : valued("--plugin-path", "/srv/data");
            default -> List.of("--no-config");
        };
    }

    private List<String> valued(String option, String value) {
        return dice.percent(70) ? List.of(option + "=" + value) : List.of(option, value);
    }

    private String capabilities(String special) {
        List<String> all = List.of("chown", "net_bind_service", "setuid", "sys_admin", "net_raw");
        return dice.percent(40) ? special : String.join(",", dice.some(all, 3));
    }

    private String limit() {
        String hard = dice.of("0", "50", "100", "5000", "unlimited");
        return dice.percent(50) ? hard : "0:" + hard;
    }

    /** Some, and where there may be a configuration those of set-ups among them. */
    List<String> options(boolean isSetUp, int bound) {
        List<String> words = new ArrayList<>();
        int most = dice.below(bound);
        for (int i = 0; i < most; i++) {
            words.addAll(option());
        }
        if (isSetUp && dice.percent(40)) {
            words.addAll(
                    valued("--volume", dice.of("/srv/data", "/srv/new:0750", "/srv/data/a$b")));
        }
        if (isSetUp && dice.percent(30)) {
            words.add("--setup");
        }
        if (isSetUp && dice.percent(12)) {
            words.addAll(valued("--config", dice.of("/srv/alt.toml", "/srv/alt.toml", "alt.toml")));
        }
        return words;
    }

    // ---- configurations ----

    /** A configuration, the first or one of those behind it. */
    String configuration(boolean isFirst) {
        StringBuilder text = new StringBuilder();
        if (isFirst || dice.percent(20)) {
            text.append("user = ").append(quoted(user())).append('\n');
        }
        if (dice.percent(40)) {
            text.append("[run]\n");
            for (String each : dice.some(section(), 3)) {
                text.append(each).append('\n');
            }
        }
        int steps = dice.below(isFirst ? 4 : 2);
        for (int i = 0; i < steps; i++) {
            text.append("[[step]]\n").append(step());
        }
        return text.toString();
    }

    private String user() {
        return dice.of(
                "app",
                "app",
                "app",
                "app:gr",
                "1234:1234",
                "${APP_USER:-app}",
                "${APP_USER:-app}",
                "${USER_ID:+app}",
                "${USER_ID:-1234}:${GROUP_ID:-77}",
                "nobody");
    }

    private List<String> section() {
        return List.of(
                "umask = \"027\"",
                "login-env = true",
                "reset-env = true",
                "env-file = \"/srv/app.env\"",
                "env = [\"A=config\", \"B=$HOME\"]",
                "unset-env = [\"OTHER\"]",
                "keep-groups = true",
                "groups = [\"more\", 5]",
                "bounding-set = \"chown,setuid,setgid\"",
                "keep-caps = \"all\"",
                "rlimit = [\"core=50\"]",
                "no-new-privs = true",
                "volume = [\"/srv/data\"]",
                "log-format = \"json\"",
                "if-not-root = \"exec\"",
                "seccomp-filter = \"/srv/filter\"");
    }

    private String step() {
        return switch (dice.below(18)) {
            case 0, 1, 2, 14, 15, 16 ->
                    keys("ensure-user", user(List.of("home = \"/srv/home/app\"")));
            case 3, 4, 5, 17 -> keys("directory", directory());
            case 6, 7 ->
                    keys(
                            "chown",
                            List.of(
                                    dice.of(
                                            "paths = [\"/srv/data\"]",
                                            "paths = [\"/srv/data\", \"${DIR:-/srv/home}\"]"),
                                    "policy = \"root-mismatch\"",
                                    dice.of("owner = \"app\"", "owner = \"1234:77\"", "")));
            case 8 ->
                    keys(
                            "render",
                            List.of(
                                    "template = \"/srv/template\"",
                                    "to = \"/srv/rendered\"",
                                    dice.of("", "owner = \"app\"", "mode = \"0600\"")));
            case 9 -> keys("secrets", List.of(dice.of("variables = [\"PASSWORD\"]", "all = true")));
            case 10 -> keys("seed", List.of("from = \"/srv/data\"", "to = \"/srv/new\""));
            case 11 -> keys("wait-for", List.of("path = [\"/srv/data\"]"));
            default -> keys("exec", List.of("command = [\"true\"]", "when = \"${NEVER}\""));
        };
    }

    private List<String> user(List<String> last) {
        List<String> keys = new ArrayList<>();
        keys.add(dice.of("name = \"app\"", "name = \"${APP_USER:-app}\"", "name = \"www\""));
        keys.add(dice.of("uid = \"${USER_ID:-1234}\"", "uid = \"1234\"", "uid = 4000", ""));
        keys.add(dice.of("gid = \"${GROUP_ID:-1234}\"", "gid = \"1234\"", "", ""));
        keys.add(dice.of("groups = [\"more\"]", "groups = [\"more\", \"gr\"]", "", ""));
        keys.add(
                dice.of(
                        "create-home = false",
                        "create-home = false",
                        "shell = \"/bin/zsh\"",
                        "",
                        ""));
        keys.add(dice.of("renumber = false", "on-conflict = \"share\"", "", ""));
        keys.addAll(last);
        return keys;
    }

    private List<String> directory() {
        return List.of(
                dice.of(
                        "path = \"/srv/data\"",
                        "path = \"/srv/data\"",
                        "path = \"/srv/data/sub\"",
                        "path = \"/srv/new/${A:-deep}\"",
                        "paths = [\"/srv/data\", \"/srv/new\"]",
                        "path = \"/srv/link\""),
                dice.of("owner = \"app\"", "owner = \"${APP_USER:-app}:gr\"", ""),
                dice.of("mode = \"0750\"", "mode = \"2775\"", "mode = \"0755\"", ""),
                dice.of("own-parents = true", "", ""));
    }

    private String keys(String use, List<String> keys) {
        List<String> lines = new ArrayList<>(List.of("use = \"" + use + "\""));
        keys.stream().filter(key -> !key.isEmpty()).forEach(lines::add);
        if (dice.percent(15) && !lines.contains("when = \"${NEVER}\"")) {
            lines.add("when = \"" + dice.of("${USER_ID}", "${OTHER:-x}", "${NEVER:+x}") + "\"");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Of variables. */
    String envFile() {
        List<String> lines = new ArrayList<>();
        for (int i = dice.below(5); i > 0; i--) {
            lines.add(dice.percent(50) ? dice.name() : dice.variable());
        }
        return String.join("\n", lines) + dice.of("\n", "", "\r\n");
    }

    // ---- commands ----

    private static final List<String> COMMANDS =
            List.of(
                    "true",
                    "true",
                    "/bin/true",
                    "it's",
                    "a\\b",
                    "caf\u00e9",
                    "-x",
                    "",
                    "a b",
                    "--");

    /** What follows the options and the user. */
    List<String> command(boolean isEntrypoint) {
        List<String> words = new ArrayList<>();
        if (isEntrypoint || dice.percent(50)) {
            words.add("--");
        }
        if (!dice.percent(2)) {
            words.add(dice.percent(80) ? program : dice.of(COMMANDS));
        }
        words.addAll(dice.some(Arrays.asList("a", "--", "-x", "caf\u00e9"), 2));
        return words;
    }
}
