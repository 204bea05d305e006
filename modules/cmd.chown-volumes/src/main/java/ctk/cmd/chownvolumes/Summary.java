package ctk.cmd.chownvolumes;

import ctk.core.cli.Json;
import ctk.core.volumes.Report;

/** A report in words. */
final class Summary {

    private Summary() {}

    /**
     * Return one line, without its end.
     *
     * @param nanoseconds that the walk took
     */
    static String line(Report report, boolean isDryRun, long nanoseconds) {
        StringBuilder text = new StringBuilder();
        text.append(report.entries()).append(report.entries() == 1 ? " entry, " : " entries, ");
        text.append(report.changed());
        text.append(isDryRun ? " would change" : " changed");
        add(text, report.excluded(), "excluded");
        add(text, report.mounts(), "on other mounts");
        add(text, report.links(), "with several links left alone");
        add(text, report.failures(), "failed");
        return text.append(", ").append(seconds(nanoseconds)).append(" s").toString();
    }

    /** Return a number of things. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static void add(StringBuilder text, long number, String what) {
        if (number > 0) {
            text.append(", ").append(number).append(' ').append(what);
        }
    }

    private static String seconds(long nanoseconds) {
        long hundredths = (nanoseconds + 5_000_000) / 10_000_000;
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    static String json(Report report, boolean isDryRun, int cut, long nanoseconds) {
        Json json = new Json();
        json.bool("dry_run", isDryRun).bool("interrupted", report.isStopped());
        json.number("entries", report.entries()).number("changed", report.changed());
        json.number("excluded", report.excluded()).number("other_mounts", report.mounts());
        json.number("hard_links_skipped", report.links());
        json.number("special_lost", report.special()).number("failed", report.failures());
        json.strings("failures", report.shown());
        if (cut > 0) {
            json.number("shard_depth", cut);
        }
        return json.number("milliseconds", nanoseconds / 1_000_000).end() + "\n";
    }
}
