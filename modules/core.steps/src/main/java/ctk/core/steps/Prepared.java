package ctk.core.steps;

import static java.util.Objects.requireNonNull;

import ctk.core.config.ConfigException;
import ctk.core.config.Entry;
import ctk.core.config.Expander;
import ctk.core.config.Table;
import ctk.core.config.Value;
import ctk.core.setup.Change;
import ctk.core.setup.Guard;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** An entry of the configuration, checked, with the step that it asks for. */
record Prepared(Found found, Asked asked, Table entry) {

    /** A change, and what it says of itself. */
    record Described(Change change, String description) {}

    static Prepared of(Table entry, Catalog catalog) throws StepException {
        Entry use = entry.find(EntryCheck.USE);
        if (use == null || !(use.value() instanceof Value.Text id)) {
            throw new StepException(entry.at() + ": a step without use", null);
        }
        Found found = catalog.find(id.text());
        if (found == null) {
            throw new StepException(
                    use.at() + ": no such step '" + id.text() + "'", catalog.suggestion(id.text()));
        }
        Asked asked = found.ask(timeout(entry, Asking.SECONDS));
        EntryCheck.require(entry, asked.keys());
        return new Prepared(found, asked, entry);
    }

    String id() {
        return found.id();
    }

    /** Return how many seconds it may take, 0 for any number. */
    long timeout() {
        return timeout(entry, asked.timeout());
    }

    private static long timeout(Table entry, long otherwise) {
        Entry given = entry.find(EntryCheck.TIMEOUT);
        return given != null && given.value() instanceof Value.Whole seconds
                ? Math.clamp(seconds.number(), 0, Integer.MAX_VALUE)
                : otherwise;
    }

    /** Tell whether its {@code when} is there and empty. */
    boolean isLeftOut(CommandEnvironment environment) throws StepException {
        Entry when = entry.find(EntryCheck.WHEN.name());
        if (when == null || !(when.value() instanceof Value.Text text)) {
            return false;
        }
        try {
            var lookup = new CommandEnvironment.Lookup(environment, true);
            return Expander.expand(text.text(), lookup, false).isEmpty();
        } catch (ConfigException e) {
            throw new StepException(when.at() + ": key 'when': " + e.getMessage(), e.hint(), e);
        }
    }

    /**
     * Plan the step.
     *
     * @throws UnforeseenException if the steps before must be applied first
     */
    List<Described> plan(PlanView view) throws StepException, InterruptedException {
        try {
            var lookup = new CommandEnvironment.Lookup(view.environment(), false);
            StepSettings settings = StepSettings.read(entry, asked.keys(), lookup);
            List<Change> changes = asked.step().plan(settings, view);
            List<Described> all = new ArrayList<>();
            for (Change each : requireNonNull(changes, "plan() returned null")) {
                requireNonNull(each, "plan() returned a change that is null");
                String description = requireNonNull(each.description(), "no description");
                all.add(new Described(each, OneLine.of(description)));
                each.foresee(view);
            }
            return all;
        } catch (SetupException e) {
            throw failed(String.valueOf(e.getMessage()), e.hint(), e);
        } catch (UnforeseenException | InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            throw found.broken(e);
        }
    }

    /**
     * Apply a change, if there is anything to do.
     *
     * @return whether there was
     */
    boolean apply(Change change, StepActions actions) throws StepException, InterruptedException {
        try {
            boolean isNeeded = change.isNeeded();
            if (isNeeded) {
                change.apply(actions);
            }
            return isNeeded;
        } catch (SetupException e) {
            throw failed(String.valueOf(e.getMessage()), e.hint(), e);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            throw found.broken(e);
        }
    }

    /** Tell in a dry run whether there is anything to do. */
    boolean isNeeded(Change change) throws StepException {
        try {
            return change.isNeeded();
        } catch (Throwable e) {
            throw found.broken(e);
        }
    }

    /** Tell what says that there is nothing to do. */
    void tellGuards(List<Described> changes, GuardReporter reporter) throws StepException {
        List<GuardReporter.Guarded> all = new ArrayList<>();
        for (Described each : changes) {
            try {
                List<Guard> guards = List.copyOf(each.change().guards());
                boolean isNeeded = each.change().isNeeded();
                all.add(new GuardReporter.Guarded(each.description(), isNeeded, guards));
            } catch (Throwable e) {
                throw found.broken(e);
            }
        }
        reporter.guards(id(), found.isOfImage() ? null : found.origin(), all);
    }

    StepException failed(String message, @Nullable String hint, Throwable cause) {
        return new StepException(
                "step '" + id() + "' (" + entry.at() + "): " + message, hint, cause);
    }
}
