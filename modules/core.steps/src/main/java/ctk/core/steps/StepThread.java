package ctk.core.steps;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Plans and applies steps, one after the other. */
final class StepThread implements Runnable {

    /** Bytes; the walker's native part takes 60 KiB. */
    static final int STACK = 1 << 20;

    private static final int MOST_TOLD = 10;

    private final List<Prepared> steps;
    private final PlanView view;
    private final Reporter reporter;
    private final boolean isDryRun;
    private final StepActions actions;
    private final List<String> applied = new ArrayList<>();

    /**
     * The step at hand, or that failed, and when its time is over (System.nanoTime), for the thread
     * that watches.
     */
    volatile @Nullable Prepared current;

    volatile long end;

    /** What is being applied, or null while planning. */
    volatile @Nullable String doing;

    /** What went wrong, or null. */
    volatile @Nullable StepException failure;

    /** All steps are done. If neither is so, there was no memory left to say why. */
    volatile boolean isDone;

    /** A change may have been applied in part. */
    private boolean isApplying;

    /** In a dry run, the step behind which nothing is known, or null. */
    volatile @Nullable String horizon;

    /** The changes of a step; null if it is left out. */
    private record Plan(Prepared step, @Nullable List<Prepared.Described> changes) {}

    StepThread(List<Prepared> steps, PlanView view, Reporter reporter, boolean isDryRun) {
        this.steps = steps;
        this.view = view;
        this.reporter = reporter;
        this.isDryRun = isDryRun;
        actions = new StepActions(view);
    }

    @Override
    public void run() {
        try {
            int next = 0;
            while (next < steps.size()) {
                next = planAndApply(next);
            }
            actions.end(reporter);
            current = null;
            isDone = true;
        } catch (StepException e) {
            boolean isTold = isApplying || !applied.isEmpty();
            String message = String.valueOf(e.getMessage());
            failure = isTold ? new StepException(message, told(e.hint()), e) : e;
        } catch (Throwable e) {
            failure = new StepException(failed(e), told(null), e);
        }
    }

    /** Return what to say of an error that is no step's own, or that nobody knows of. */
    private String failed(Throwable error) {
        Prepared step = current;
        String id = step == null ? "" : "step '" + step.id() + "': ";
        return error instanceof InterruptedException
                ? id + "it was interrupted"
                : id + "internal error: " + OneLine.of(error);
    }

    /** Plan as many steps as can be foreseen, then apply them; return the index of the next. */
    private int planAndApply(int first) throws StepException, InterruptedException {
        List<Plan> plans = new ArrayList<>();
        int next = first;
        boolean isOver = false;
        while (next < steps.size() && !isOver) {
            Prepared step = steps.get(next);
            begin(step);
            if (step.isLeftOut(view.environment())) {
                plans.add(new Plan(step, null));
                next++;
            } else if (plan(step, plans)) {
                next++;
                isOver = step.asked().isBarrier();
            } else {
                isOver = true;
            }
        }
        if (isDryRun) {
            tell(plans);
            horizon = isOver ? plans.getLast().step().id() : null;
            return postpone(next, plans);
        }
        for (int i = 0; i < plans.size(); i++) {
            apply(plans.get(i));
        }
        view.done();
        return next;
    }

    /** Plan a step; tell whether that was possible before those ahead of it are applied. */
    private boolean plan(Prepared step, List<Plan> plans)
            throws StepException, InterruptedException {
        try {
            plans.add(new Plan(step, step.plan(view)));
            return true;
        } catch (UnforeseenException e) {
            for (Plan each : plans) {
                if (each.changes() != null) {
                    return false;
                }
            }
            throw step.found().broken(e);
        }
    }

    /** In a dry run nothing is known behind a step that has to be applied first. */
    private int postpone(int from, List<Plan> plans) {
        for (int i = from; i < steps.size(); i++) {
            reporter.postponed(steps.get(i).id(), plans.getLast().step().id());
        }
        return steps.size();
    }

    private void begin(Prepared step) {
        long seconds = step.timeout();
        end = seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + seconds * 1_000_000_000;
        current = step;
        step.found().blame(applied.isEmpty() ? "" : told(null));
    }

    private void tell(List<Plan> plans) throws StepException {
        for (Plan plan : plans) {
            current = plan.step();
            for (Prepared.Described each : changes(plan)) {
                boolean isNeeded = plan.step().isNeeded(each.change());
                reporter.planned(plan.step().id(), each.description(), isNeeded);
            }
            if (reporter instanceof GuardReporter further && plan.changes() != null) {
                plan.step().tellGuards(plan.changes(), further);
            }
        }
    }

    private void apply(Plan plan) throws StepException, InterruptedException {
        Prepared step = plan.step();
        List<Prepared.Described> changes = changes(plan);
        isApplying = true;
        begin(step);
        for (int i = 0; i < changes.size(); i++) {
            Prepared.Described each = changes.get(i);
            step.found().blame(told(null));
            doing = each.description();
            long start = System.nanoTime();
            if (step.apply(each.change(), actions)) {
                applied.add(each.description());
                reporter.applied(step.id(), each.description(), System.nanoTime() - start);
            } else {
                reporter.planned(step.id(), each.description(), false);
            }
        }
        doing = null;
        isApplying = false;
    }

    /** Return the changes of a step; of one that is left out, say so. */
    private List<Prepared.Described> changes(Plan plan) {
        List<Prepared.Described> changes = plan.changes();
        if (changes == null) {
            reporter.skipped(plan.step().id());
            return List.of();
        }
        return changes;
    }

    /** Return a hint with what was applied before. */
    String told(@Nullable String hint) {
        StringBuilder text = new StringBuilder(hint == null ? "" : hint + "; ");
        int count = applied.size();
        text.append(count == 0 ? "nothing was changed before it" : "done before it: ");
        int from = Math.max(0, count - MOST_TOLD);
        for (int i = from; i < count; i++) {
            text.append(i > from ? "; " : from > 0 ? from + " changes; " : "")
                    .append(applied.get(i));
        }
        return text.toString();
    }
}
