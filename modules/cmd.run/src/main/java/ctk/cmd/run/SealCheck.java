package ctk.cmd.run;

import ctk.core.cli.Json;
import ctk.core.linux.KernelException;
import ctk.core.seal.Condition;
import ctk.core.seal.DecisionSummary;
import ctk.core.seal.Facts;
import ctk.core.seal.MalformedException;
import ctk.core.seal.SealedEntry;
import ctk.core.seal.SealedFile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The answer to --check: whether what is sealed counts here and now.
 *
 * @param text in words or in JSON
 * @param isAll whether there are entries, and every one matches
 */
record SealCheck(String text, boolean isAll) {

    private static final List<String> SETS = List.of("permitted", "effective", "bounding");

    /** Compare every entry with what is so here and now. */
    static SealCheck of(SealedFile file, boolean isJson) throws KernelException {
        Facts now = Facts.current();
        StringBuilder text = new StringBuilder();
        List<Json> entries = new ArrayList<>();
        boolean isAll = !file.entries().isEmpty();
        for (SealedEntry each : file.entries()) {
            List<String> differences = differences(each, file, now);
            isAll &= differences.isEmpty();
            text.append(SealReport.line(each));
            text.append(differences.isEmpty() ? ": sealed\n" : ": decided anew\n");
            for (String difference : differences) {
                SealReport.add(text, "since", difference);
            }
            Json json = SealReport.named(each).bool("matches", differences.isEmpty());
            entries.add(json.strings("differences", differences));
        }
        String whole =
                isJson
                        ? SealReport.head(file).objects("entries", entries).end() + "\n"
                        : text.isEmpty() ? "nothing is sealed\n" : text.toString();
        return new SealCheck(whole, isAll);
    }

    private static List<String> differences(SealedEntry entry, SealedFile file, Facts now) {
        List<String> all = new ArrayList<>();
        if (!file.isOfThisBuild()) {
            all.add(SealReport.OTHER_BUILD);
        }
        try {
            DecisionSummary.of(entry);
        } catch (MalformedException e) {
            all.add("its decision is malformed: " + e.getMessage());
        }
        addFacts(all, entry.facts(), now);
        for (Condition each : entry.conditions()) {
            String objection = each.objection();
            if (objection != null) {
                all.add(objection);
            }
        }
        return all;
    }

    private static void addFacts(List<String> all, Facts then, Facts now) {
        add(all, "uid", SealReport.ids(then.uid()), SealReport.ids(now.uid()));
        add(all, "gid", SealReport.ids(then.gid()), SealReport.ids(now.gid()));
        if (!Arrays.equals(then.groups(), now.groups())) {
            add(all, "groups", SealReport.words(then.groups()), SealReport.words(now.groups()));
        }
        addSets(all, sets(then), sets(now));
        add(all, "securebits", number(then.securebits()), number(now.securebits()));
        add(all, "no_new_privs", bit(then.noNewPrivileges()), bit(now.noNewPrivileges()));
    }

    private static String number(int value) {
        return Integer.toString(value);
    }

    private static String bit(boolean value) {
        return value ? "1" : "0";
    }

    private static void add(List<String> all, String name, String then, String now) {
        if (!then.equals(now)) {
            all.add("this process has " + name + " " + now + ", not " + then);
        }
    }

    /** Return the sets in the order of their names. */
    private static long[] sets(Facts facts) {
        return new long[] {facts.permitted(), facts.effective(), facts.bounding()};
    }

    /** Sets that differ in the same capabilities, as they mostly do, are named together. */
    private static void addSets(List<String> all, long[] then, long[] now) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < then.length; from++) {
            long more = now[from] & ~then[from];
            long less = then[from] & ~now[from];
            List<String> names = new ArrayList<>();
            for (int i = 0; i < then.length; i++) {
                if ((now[i] & ~then[i]) == more && (then[i] & ~now[i]) == less) {
                    names.add(SETS.get(i));
                }
            }
            String where = " (" + String.join(", ", names) + ")";
            if (more != 0) {
                lines.add("this process has " + Capabilities.words(more) + ", too" + where);
            }
            if (less != 0) {
                lines.add("this process has no " + Capabilities.words(less) + where);
            }
        }
        lines.stream().distinct().forEach(all::add);
    }
}
