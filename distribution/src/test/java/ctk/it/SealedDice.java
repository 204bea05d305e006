package ctk.it;

import ctk.it.SealedProcess.Limit;
import ctk.it.SealedProcess.Who;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What the cases of sealed starts are thrown from: words, processes, environments. */
final class SealedDice {

    /** Of "é" in Latin-1, which is no UTF-8, and in UTF-8. */
    private static final String LATIN = "caf\u00e9";

    private static final String UTF8 = "caf\u00c3\u00a9";

    private static final List<String> USERS =
            List.of(
                    "app",
                    "app",
                    "app",
                    "app",
                    "app",
                    "app",
                    "app",
                    "root",
                    "nobody",
                    "www",
                    "1234",
                    "1234",
                    "0",
                    "33",
                    "77",
                    "99999",
                    "65534",
                    "more",
                    "4294967294",
                    "010",
                    LATIN,
                    UTF8,
                    "ghost",
                    "");

    private static final List<String> GROUPS =
            List.of(
                    "app",
                    "more",
                    "gr",
                    "0",
                    "5",
                    "77",
                    "1234",
                    "99998",
                    "4294967294",
                    LATIN,
                    UTF8,
                    "ghost",
                    "");

    private static final List<String> PASSWD =
            List.of(
                    "app:x:1234:1234:App:/srv/home/app:/bin/sh",
                    "app:x:1234:1234:App:/srv/home/app:",
                    "app:x:2345:1234::/:/bin/sh",
                    "app::1234:::",
                    "app:x:12x4:1234::/:/bin/sh",
                    "app",
                    "root:x:0:0:root:/root:/bin/bash",
                    "root:x:5:0:root:/root:/bin/bash",
                    "nobody:x:65534:65534::/nonexistent:",
                    "www:x:33:33::/srv/www:/bin/false",
                    "www:x:0:0::/srv/www:/bin/false",
                    LATIN + ":x:700:700::/srv/" + LATIN + ":/bin/sh",
                    UTF8 + ":x:701:701::/srv/" + UTF8 + ":/bin/" + UTF8,
                    "other:x:1234:77::/srv/o:/bin/o",
                    "big:x:4294967296:0::/:",
                    "+::::::",
                    "# comment",
                    "",
                    "a:b",
                    "more:x:0044:010::/m\rn:/bin/sh",
                    "x:x:99999:1:::");

    private static final List<String> GROUP =
            List.of(
                    "root:x:0:",
                    "app:x:1234:",
                    "app:x:4321:app",
                    "more:x:1235:app,root",
                    "gr:x:77:app,www",
                    "gr:x:78:" + LATIN + "," + UTF8 + ",app",
                    "nogroup:x:65534:",
                    "five:x:5:app,,app,",
                    LATIN + ":x:800:app",
                    UTF8 + ":x:801:root",
                    "bad:x:no:app",
                    "bad:x:no:ghost",
                    "short:x",
                    "+:::",
                    "",
                    "ten:x:10:root,app");

    private static final List<String> VALUES =
            List.of("", "app", "1234", "77", "1", "x y", LATIN, UTF8, "app:gr", "$", "/srv/secret");

    /** The variables that something may depend on, and some of which nothing does. */
    private static final List<String> NAMES =
            List.of(
                    "A",
                    "TERM",
                    "PATH",
                    "HOME",
                    "USER_ID",
                    "GROUP_ID",
                    "APP_USER",
                    "NEVER",
                    "PASSWORD",
                    "PASSWORD_FILE",
                    "FROM_CALLER",
                    "OTHER",
                    "N" + LATIN,
                    "a.b",
                    "X");

    /** Those of them that most depends on. */
    private static final List<String> HOT =
            List.of("USER_ID", "GROUP_ID", "APP_USER", "NEVER", "TERM", "A", "OTHER");

    private final Random random;

    SealedDice(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Tell whether something that happens so many times of a hundred happens. */
    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String of(String... all) {
        return all[random.nextInt(all.length)];
    }

    <T> List<T> some(List<T> all, int most) {
        List<T> mixed = new ArrayList<>(all);
        Collections.shuffle(mixed, random);
        return new ArrayList<>(mixed.subList(0, Math.min(random.nextInt(most + 1), all.size())));
    }

    // ---- users ----

    /** A user, mostly one who is there. */
    String user(boolean isTame) {
        String user = percent(isTame ? 80 : 50) ? of("app", "app", "1234", "root") : of(USERS);
        return percent(isTame ? 15 : 25) ? user + ":" + of(GROUPS) : user;
    }

    String groups() {
        return String.join(",", some(GROUPS, 3));
    }

    String passwd() {
        return database(List.of(PASSWD.get(0), PASSWD.get(6), PASSWD.get(8)), PASSWD);
    }

    String group() {
        return database(List.of(GROUP.get(0), GROUP.get(1), GROUP.get(3), GROUP.get(4)), GROUP);
    }

    /** A line of /etc/passwd or /etc/group. */
    String line() {
        return of(percent(50) ? PASSWD : GROUP);
    }

    private String database(List<String> usual, List<String> all) {
        List<String> lines = new ArrayList<>(usual);
        if (percent(50)) {
            lines.addAll(some(all, 3));
        }
        if (percent(20)) {
            Collections.shuffle(lines, random);
        }
        if (percent(5)) {
            lines.removeFirst();
        }
        return String.join("\n", lines) + (percent(90) ? "\n" : "");
    }

    // ---- the environment ----

    String variable() {
        return percent(3) ? of("odd", "", "=x", "A") : of(NAMES) + "=" + of(VALUES);
    }

    String name() {
        return of(NAMES);
    }

    String value() {
        return of(VALUES);
    }

    /** Mostly with each name once. */
    List<String> environment() {
        List<String> all = new ArrayList<>(List.of("PATH=/usr/bin:/bin"));
        for (String name : some(NAMES, 7)) {
            all.add(name + "=" + of(VALUES));
        }
        if (percent(15)) {
            all.add(variable());
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** Change one string. */
    List<String> changed(List<String> environment) {
        List<String> all = new ArrayList<>(environment);
        int way = below(7);
        if (way == 6 && !all.isEmpty()) { // of a name that stands twice the first counts
            String name = of(all).split("=", 2)[0];
            for (String each : some(HOT, HOT.size())) {
                name = environment.stream().anyMatch(e -> e.startsWith(each + "=")) ? each : name;
            }
            all.addFirst(name + "=" + of(VALUES));
        } else if (way > 3) {
            String name = of(HOT);
            all.removeIf(each -> each.startsWith(name + "="));
            all.add(name + "=" + of(VALUES));
        } else if (way == 0 || all.isEmpty()) {
            all.add(below(all.size() + 1), variable());
        } else if (way == 1) {
            all.remove(below(all.size()));
        } else if (way == 2) {
            int at = below(all.size());
            all.set(at, all.get(at).split("=", 2)[0] + "=" + of(VALUES));
        } else {
            Collections.shuffle(all, random);
        }
        return all;
    }

    // ---- the process ----

    private static final long DOCKER = 0xa80425fbL & SealedProcess.ALL;

    private static long bit(int capability) {
        return 1L << capability;
    }

    private long capability() {
        return bit(of(List.of(0, 1, 2, 6, 7, 8, 10, 18, 24)));
    }

    private List<Long> groupIds() {
        return of(
                List.of(
                        List.of(),
                        List.of(),
                        List.of(0L),
                        List.of(0L, 1L, 2L, 3L, 4L, 6L, 10L),
                        List.of(1234L),
                        List.of(77L, 1235L),
                        List.of(1235L, 4000L)));
    }

    /** Root of a container, mostly; else who has been root, or never was. */
    Who who(boolean isTame) {
        long bounding = percent(50) ? SealedProcess.ALL : DOCKER;
        if (percent(isTame ? 5 : 20)) {
            bounding &= ~capability();
        }
        int way = below(10);
        if (isTame || way < 4) {
            long uid = 0;
            long gid = percent(85) ? 0 : 5;
            return who(uid, gid, bounding, bounding, bounding, 0);
        }
        if (way < 8) {
            long uid = of(List.of(1234L, 65534L, 33L, 99999L));
            long gid = of(List.of(uid, 1234L, 77L, 0L));
            return who(uid, gid, 0, 0, bounding, 0);
        }
        long permitted = bounding & ~capability() & ~capability();
        long effective = percent(50) ? permitted : permitted & ~capability();
        long uid = percent(70) ? 0 : 1234;
        return who(uid, 0, permitted, effective, bounding, percent(40) ? of(List.of(1, 2, 4)) : 0);
    }

    private Who who(
            long uid, long gid, long permitted, long effective, long bounding, int securebits) {
        long saved = percent(5) ? 0 : uid;
        List<Long> ids = List.of(uid, uid, saved, gid, gid, gid);
        List<Long> groups = percent(3) ? List.of(5L, 5L) : groupIds();
        return new Who(ids, groups, permitted, effective, bounding, securebits, percent(15));
    }

    /** Change one thing. */
    Who changed(Who who) {
        List<Long> ids = new ArrayList<>(who.ids());
        List<Long> groups = new ArrayList<>(who.groups());
        long permitted = who.permitted();
        long effective = who.effective();
        long bounding = who.bounding();
        int securebits = who.securebits();
        boolean noNewPrivs = who.noNewPrivs();
        switch (below(9)) {
            case 0 -> groups.add(of(List.of(0L, 5L, 77L, 1235L, 4000L)));
            case 1 -> groups = percent(20) ? List.of(5L, 5L) : groupIds();
            case 2 -> ids.set(2, of(List.of(0L, 1234L)));
            case 3 -> ids.set(5, of(List.of(0L, 77L)));
            case 4 -> {
                long gid = of(List.of(0L, 1234L, 77L));
                ids = List.of(ids.get(0), ids.get(1), ids.get(2), gid, gid, gid);
            }
            case 5 -> {
                permitted &= ~capability();
                effective &= permitted;
                bounding &= percent(50) ? permitted : -1;
            }
            case 6 -> effective &= ~capability();
            case 7 -> bounding &= ~capability();
            default -> {
                noNewPrivs = !noNewPrivs;
                securebits ^= percent(30) ? 1 : 0;
            }
        }
        return new Who(ids, groups, permitted, effective, bounding, securebits, noNewPrivs);
    }

    /** Mostly none: those of the tests. */
    List<Limit> limits() {
        if (!percent(20)) {
            return List.of();
        }
        boolean isNice = of(List.of(true, false, false));
        return List.of(
                isNice
                        ? new Limit(Limit.NICENESS, of(List.of(1L, 5L, 9L)))
                        : new Limit(of(List.of(4, 12, 13)), of(List.of(0L, 100L, 5000L))));
    }
}
