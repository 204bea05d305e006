package ctk.core.config;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Puts files together, the base's first. */
final class Merge {

    private final List<Entry> run = new ArrayList<>();
    private final List<Table> steps = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private @Nullable Entry user;

    /** Add a file, the values of which replace those of the files before. */
    void add(ConfigFile file) {
        files.add(file.file());
        steps.addAll(file.steps());
        Entry newUser = file.user();
        if (newUser != null) {
            if (user != null) {
                note(newUser, "user", user);
            }
            user = newUser;
        }
        for (Entry entry : file.run()) {
            addRun(entry);
        }
    }

    private void addRun(Entry entry) {
        for (int i = 0; i < run.size(); i++) {
            Entry old = run.get(i);
            if (old.key().equals(entry.key())) {
                note(entry, "run." + printable(entry.key()), old);
                run.set(i, entry);
                return;
            }
        }
        run.add(entry);
    }

    private void note(Entry entry, String name, Entry old) {
        replaced.add(entry.at() + " replaces " + name + " of " + old.at());
    }

    private static String printable(String key) {
        return ByteString.of(key).printable();
    }

    /** Return all of it. */
    Config result() {
        return files.isEmpty() ? Config.EMPTY : new Config(user, run, steps, files, replaced);
    }
}
