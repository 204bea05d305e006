package ctk.core.proc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads /proc/PID/status. What is missing, as in older kernels, is 0. */
final class StatusParser {

    private final Map<String, String> values = new HashMap<>();

    private StatusParser(String text) {
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
    }

    static ProcessStatus parse(int pid, String text) {
        return new StatusParser(text).status(pid, name(text));
    }

    private ProcessStatus status(int pid, String name) {
        String state = value("State");
        return new ProcessStatus(
                pid,
                (int) number("PPid"),
                ProcFile.bytes(name),
                state.isEmpty() ? '?' : state.charAt(0),
                four("Uid"),
                four("Gid"),
                numbers("Groups"),
                (int) number("Threads"),
                number("VmRSS"),
                new CapabilitySets(
                        bits("CapInh"),
                        bits("CapPrm"),
                        bits("CapEff"),
                        bits("CapBnd"),
                        bits("CapAmb")),
                new SignalSets(
                        bits("SigPnd"),
                        bits("ShdPnd"),
                        bits("SigBlk"),
                        bits("SigIgn"),
                        bits("SigCgt")),
                number("NoNewPrivs") == 1,
                (int) number("Seccomp"));
    }

    /** The kernel writes a newline in it as {@code \n} and a backslash as two; nothing else. */
    private static String name(String text) {
        String prefix = "Name:\t";
        int end = text.indexOf('\n');
        if (end < 0 || !text.startsWith(prefix)) {
            return "";
        }
        String escaped = text.substring(prefix.length(), end);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length()) {
                char next = escaped.charAt(++i);
                name.append(next == 'n' ? '\n' : next);
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private String value(String key) {
        String value = values.get(key);
        return value == null ? "" : value;
    }

    private long number(String key) {
        List<Long> all = numbers(key);
        return all.isEmpty() ? 0 : all.getFirst();
    }

    private List<Long> four(String key) {
        List<Long> all = new ArrayList<>(numbers(key));
        while (all.size() < 4) {
            all.add(0L);
        }
        return List.copyOf(all);
    }

    private List<Long> numbers(String key) {
        List<Long> all = new ArrayList<>();
        for (String word : value(key).split("\\s+", -1)) {
            if (Numbers.isDecimal(word)) {
                all.add(Long.parseLong(word));
            }
        }
        return List.copyOf(all);
    }

    private long bits(String key) {
        return Numbers.hex(value(key));
    }
}
