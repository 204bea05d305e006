package ctk.cmd.whoami;

import ctk.core.linux.Credentials;
import ctk.core.linux.ProcessState;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is unusual, or more than an application needs.
 *
 * @param what a word for programs; see distribution/schema/whoami.json
 * @param line the label of the line that it stands on
 * @param text a part of a sentence
 */
record Mark(String what, String line, String text) {

    static List<Mark> of(Facts facts) {
        List<Mark> marks = new ArrayList<>();
        Credentials credentials = facts.credentials();
        Account account = facts.account();
        if (credentials.effectiveUid() == 0) {
            marks.add(new Mark("root", "user", "applications should not run as root"));
        }
        String problem = account.problem();
        if (problem != null) {
            marks.add(new Mark("users-unreadable", "user", problem));
        } else if (account.entry() == null) {
            marks.add(new Mark("no-passwd-entry", "user", "has no entry in /etc/passwd"));
        }
        limits(facts, marks);
        outside(facts, marks);
        return marks;
    }

    private static void limits(Facts facts, List<Mark> marks) {
        ProcessState state = facts.state();
        long effective = facts.credentials().effective();
        if (new CapabilitySet(effective, state.known()).exceedsDocker()) {
            String text = "more than containers need";
            marks.add(new Mark("capabilities", "effective", text));
        }
        if (state.noNewPrivileges() == 0) {
            String text = "a set-user-ID program gains rights";
            marks.add(new Mark("new-privileges", "no new privs", text));
        }
    }

    private static void outside(Facts facts, List<Mark> marks) {
        String home = facts.home().problem();
        if (home != null) {
            marks.add(new Mark("home", "home", home));
        }
        if (Boolean.TRUE.equals(facts.terminal().injection().isPossible())) {
            String why = facts.terminal().injection().why();
            marks.add(new Mark("injection", "tty injection", why));
        }
        for (Stream each : facts.streams()) {
            String problem = each.problem();
            if (problem != null && each.number() != 0) {
                String device = "/dev/" + each.name() + " cannot be opened: " + problem;
                String text = each.open() == null ? "what is written to it is lost" : device;
                marks.add(new Mark(each.name(), each.name(), text));
            }
        }
    }

    /** Return the texts of those that stand on a line. */
    static List<String> on(String line, List<Mark> marks) {
        List<String> texts = new ArrayList<>();
        for (Mark each : marks) {
            if (each.line().equals(line)) {
                texts.add(each.text());
            }
        }
        return texts;
    }
}
