package ctk.it;

import ctk.it.SealedProcess.Who;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A world and a start in it, thrown by dice, and what may change before the start comes. */
final class SealedCase {

    /** Everything that has a name here. */
    private static final List<String> PATHS =
            List.of(
                    "/etc/passwd",
                    "/etc/group",
                    "/etc/passwd",
                    "/etc/group",
                    "/etc/ctk",
                    "/etc/ctk/ctk.toml",
                    "/etc/ctk/conf.d",
                    "/etc/ctk/conf.d/10-a.toml",
                    "/etc/ctk/conf.d/20-b",
                    "/srv",
                    "/srv/data",
                    "/srv/data/sub",
                    "/srv/home",
                    "/srv/home/app",
                    "/srv/app.env",
                    "/srv/filter",
                    "/srv/template",
                    "/srv/rendered",
                    "/srv/secret",
                    "/srv/alt.toml",
                    "/srv/link",
                    "/srv/new",
                    "/etc",
                    "/etc/shadow",
                    "/etc/gshadow");

    /** Those of them that most depends on. */
    private static final List<String> HOT =
            List.of(
                    "/etc/passwd",
                    "/etc/group",
                    "/etc/ctk/ctk.toml",
                    "/etc/ctk/conf.d",
                    "/srv/data",
                    "/srv/data",
                    "/srv/home/app");

    private static final List<Integer> MODES =
            List.of(0644, 0600, 0666, 0755, 0750, 0700, 0777, 0, 02775, 04755);

    private static final List<Integer> IDS = List.of(0, 0, 1234, 77, 33);

    private static final List<Integer> READABLE = List.of(0644, 0644, 0644, 0664, 0640, 0604);

    /** Returns 0x7fff0000: allow. */
    private static final String FILTER = "\6\0\0\0\0\0\u00ff\177";

    /** Something that is done to files. */
    private interface Act {
        void on(SealedWorld world) throws IOException;
    }

    private record Named(String name, Act act) {}

    private final SealedDice dice;
    private final SealedLines lines;
    private final List<Named> files = new ArrayList<>();
    private final boolean isGosu;
    private final List<String> options;
    private final @Nullable String user;
    private final List<String> environment;
    private final Who who;
    private final boolean isSupposed;

    /** Set up before it is sealed, by a start. */
    private final boolean isPrepared;

    /**
     * Throw a case.
     *
     * @param program the usual command
     */
    SealedCase(long seed, String program) {
        dice = new SealedDice(seed);
        lines = new SealedLines(dice, program);
        boolean isTame = dice.percent(65);
        isGosu = dice.percent(8);
        boolean isSetUp = !isGosu && dice.percent(65);
        boolean isEntrypoint = isSetUp && dice.percent(60);
        user = isEntrypoint ? null : dice.user(isTame);
        options = isGosu ? List.of() : lines.options(isSetUp, isTame ? 2 : 4);
        environment = dice.environment();
        who = dice.who(isTame);
        boolean isTwice = who.groups().equals(List.of(5L, 5L));
        isSupposed =
                who.securebits() == 0 && !isTwice && (who.ids().get(1) != 0 || dice.percent(50));
        isPrepared = isSetUp && dice.percent(85);
        addFiles(isSetUp, isTame);
    }

    private void addFiles(boolean isSetUp, boolean isTame) {
        if (!dice.percent(3)) {
            file("/etc/passwd", 0644, dice.passwd());
        }
        if (!dice.percent(3)) {
            file("/etc/group", 0644, dice.group());
        }
        directory("/srv/data", dice.of(MODES.subList(3, 7)), dice.of(IDS), dice.of(IDS));
        if (dice.percent(50)) {
            directory("/srv/data/sub", 0755, dice.of(IDS), 0);
        }
        directory("/srv/home", 0755, 0, 0);
        file("/srv/app.env", dice.of(READABLE), lines.envFile());
        file("/srv/filter", dice.of(READABLE), FILTER);
        file("/srv/template", 0644, dice.of("a ${A:-b} c\n", "plain\n", "${USER_ID}\n"));
        if (dice.percent(30)) {
            file("/etc/shadow", 0640, "root:*:1::::::\napp:!:1::::::\n");
            file("/etc/gshadow", 0640, "root:*::\n");
        }
        if (dice.percent(50)) {
            directory("/srv/home/app", 0755, dice.of(IDS), dice.of(IDS));
        }
        file("/srv/secret", dice.of(List.of(0644, 0600)), "hidden\n");
        String target = dice.of("/srv/app.env", "/srv/filter", "/srv/data", "data", "/nowhere");
        add("link /srv/link to " + target, world -> world.link("/srv/link", target, 0));
        if (isSetUp) {
            directory("/etc/ctk", isTame ? 0755 : dice.of(List.of(0755, 0711, 0700, 0750)), 0, 0);
            if (isTame || !dice.percent(20)) {
                file("/etc/ctk/ctk.toml", 0644, lines.configuration(true));
            }
            if (dice.percent(30)) {
                directory("/etc/ctk/conf.d", dice.of(List.of(0755, 0755, 0755, 0711)), 0, 0);
                file("/etc/ctk/conf.d/10-a.toml", 0644, lines.configuration(false));
            }
            file("/srv/alt.toml", 0644, lines.configuration(true));
        }
        if (isSupposed) {
            file("/srv/status", 0644, who.status());
        }
    }

    private void file(String path, int mode, String bytes) {
        add("file " + path + ": " + bytes, world -> world.file(path, mode, 0, 0, bytes));
    }

    private void directory(String path, int mode, int uid, int gid) {
        String name = String.format("directory %s %o %d:%d", path, mode, uid, gid);
        add(name, world -> world.directory(path, mode, uid, gid));
    }

    private void add(String name, Act act) {
        files.add(new Named(name, act));
    }

    /** Make the files as they are when it is sealed; what is sealed stays. */
    void make(SealedWorld world, boolean isSealedKept) throws IOException {
        world.wipe(isSealedKept);
        for (Named each : files) {
            each.act().on(world);
        }
        if (isPrepared) {
            world.decide(start(false).as(Who.ROOT));
        }
    }

    /** Tell whether the start can see everything there is. */
    boolean isOfRoot() {
        return who.ids().get(1) == 0 && (who.effective() & 6) == 6;
    }

    /** Return the process that seals the start. */
    SealedProcess sealing() {
        List<String> argv = new ArrayList<>(List.of("ctk", "seal"));
        if (isSupposed) {
            argv.add("--expect=/srv/status");
        }
        if (isGosu) {
            argv.add("--as=gosu");
        }
        argv.addAll(options);
        if (user != null) {
            argv.add(user);
        }
        return new SealedProcess(argv, environment, "/srv", isSupposed ? Who.ROOT : who, List.of());
    }

    /**
     * Return the process that starts it.
     *
     * @param isVaried with any command
     */
    SealedProcess start(boolean isVaried) {
        List<String> argv = new ArrayList<>(List.of(isGosu ? "gosu" : "ctk"));
        if (!isGosu) {
            argv.add("run");
        }
        argv.addAll(options);
        if (user != null) {
            argv.add(user);
        }
        if (isVaried) {
            argv.addAll(lines.command(user == null));
        } else {
            argv.addAll(user == null ? List.of("--", "true") : List.of("true"));
        }
        return new SealedProcess(argv, environment, "/srv", who, List.of());
    }

    /**
     * Change something.
     *
     * @return the start that follows, and what was done
     */
    Changed change(SealedWorld world) throws IOException {
        SealedProcess start = start(true);
        List<String> done = new ArrayList<>();
        for (int i = dice.percent(25) ? 2 : 1; i > 0; i--) {
            int way = dice.below(20);
            if (way < 10) {
                done.add(changeFile(world));
            } else if (way < 13) {
                start =
                        new SealedProcess(
                                start.argv(),
                                dice.changed(start.env()),
                                start.directory(),
                                start.who(),
                                start.limits());
                done.add("environment");
            } else if (way < 16) {
                start = start.as(dice.changed(start.who()));
                done.add("process");
            } else if (way == 16) {
                start =
                        new SealedProcess(
                                start.argv(), start.env(), "/srv/data", start.who(), dice.limits());
                done.add("directory, limits");
            } else if (way == 17) {
                start = start.with(changedArguments(start.argv()));
                done.add("arguments");
            } else {
                done.add("nothing");
            }
        }
        return new Changed(start, done);
    }

    /** What follows, and why it may differ. */
    record Changed(SealedProcess start, List<String> done) {}

    private List<String> changedArguments(List<String> argv) {
        List<String> words = new ArrayList<>(argv);
        int at = 1 + dice.below(words.size() - 1);
        switch (dice.below(4)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, dice.of("--", "--no-config", "--umask=022", "app", ""));
            case 2 -> words.set(at, dice.user(true));
            default ->
                    words.set(
                            0,
                            dice.of(
                                    "gosu",
                                    "/usr/bin/su-exec",
                                    "/x/ctk",
                                    "",
                                    "su-exec/",
                                    "-gosu",
                                    "run",
                                    "GOSU"));
        }
        return words;
    }

    private String changeFile(SealedWorld world) throws IOException {
        String path = dice.of(dice.percent(50) ? HOT : PATHS);
        int mode = dice.of(MODES);
        int uid = dice.of(IDS);
        int gid = dice.of(IDS);
        return switch (dice.below(13)) {
            case 0, 1 -> {
                String line = dice.line() + dice.of("\n", "");
                world.append(path, line);
                yield "append to " + path + ": " + line;
            }
            case 2, 11 -> {
                world.status(path, mode, uid, gid);
                yield String.format("%s gets %o %d:%d", path, mode, uid, gid);
            }
            case 3, 12 -> {
                world.status(path, mode, 0, 0);
                yield String.format("%s gets %o 0:0", path, mode);
            }
            case 4 -> {
                world.remove(path);
                yield "remove " + path;
            }
            case 5 -> {
                world.rename(path, "/srv/moved");
                world.link(path, "/srv/moved", uid);
                yield path + " becomes a link to itself elsewhere, of " + uid;
            }
            case 6 -> {
                world.rename(path, "/srv/moved");
                world.directory(path, 0755, 0, 0);
                yield path + " becomes a directory";
            }
            case 7 -> {
                world.rename(path, "/srv/moved");
                world.file(path, 0644, 0, 0, "");
                yield path + " becomes an empty file";
            }
            case 8 -> {
                world.directory(path, mode, uid, gid);
                yield String.format("make directory %s %o %d:%d", path, mode, uid, gid);
            }
            default -> {
                String bytes = content(path);
                world.file(path, dice.percent(80) ? 0644 : mode, 0, 0, bytes);
                yield "file " + path + ": " + bytes;
            }
        };
    }

    private String content(String path) {
        if (path.endsWith(".toml")) {
            return lines.configuration(dice.percent(50));
        }
        return switch (path) {
            case "/etc/passwd" -> dice.passwd();
            case "/etc/group" -> dice.group();
            case "/srv/app.env" -> lines.envFile();
            case "/srv/template" -> dice.of("a ${A:-b} c\n", "other\n", "${GROUP_ID}\n");
            default -> dice.of(FILTER, "a b c\n", "plain\n", "");
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Named each : files) {
            text.append(each.name()).append('\n');
        }
        text.append(isPrepared ? "prepared\n" : "").append(sealing());
        return text.toString();
    }
}
