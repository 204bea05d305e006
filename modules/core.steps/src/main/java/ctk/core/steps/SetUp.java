package ctk.core.steps;

import ctk.core.config.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The steps of a configuration, all of them found and checked before any is planned. */
public final class SetUp {

    private final List<Prepared> steps;

    private SetUp(List<Prepared> steps) {
        this.steps = steps;
    }

    /**
     * Find and check steps; nothing is planned yet.
     *
     * @param entries of the configuration, in the order in which they are to be done
     * @throws StepException if one is unknown, cannot be loaded, or has a key that it must not have
     */
    public static SetUp prepare(List<Table> entries, Catalog catalog) throws StepException {
        List<Prepared> steps = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            steps.add(Prepared.of(entries.get(i), catalog));
        }
        return new SetUp(steps);
    }

    /**
     * Plan and do it. May be called once.
     *
     * @param environment of the command; the steps change it
     * @param target who the command will run as, {@code USER[:GROUP]}, or null
     * @param isDryRun do nothing but plan
     * @return where users and groups are looked up afterwards
     * @throws StepException if a step fails, or a signal came
     */
    public Planned run(
            CommandEnvironment environment,
            @Nullable String target,
            Reporter reporter,
            boolean isDryRun)
            throws StepException {
        PlanView view = new PlanView(environment, target);
        StepThread work = new StepThread(steps, view, reporter, isDryRun);
        Watch watch = new Watch(work, reporter);
        int signal = watch.run();
        return new Planned(view.users().db(), signal, work.horizon);
    }
}
