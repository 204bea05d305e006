package ctk.core.steps;

import static java.util.Objects.requireNonNull;

import ctk.core.setup.Key;
import ctk.core.setup.SetupStep;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.ServiceConfigurationError;

/** Makes a step and asks it, where its code may do anything. */
final class Asking implements Runnable {

    /** How long a step may take to answer where nobody says. */
    static final long SECONDS = 60;

    private final Found found;
    private final boolean wantsSummary;
    private @Nullable Asked answer;
    private @Nullable StepException failure;

    private Asking(Found found, boolean wantsSummary) {
        this.found = found;
        this.wantsSummary = wantsSummary;
    }

    /**
     * Ask.
     *
     * @param seconds that code from outside the image may take, 0 for any number
     */
    static Asked of(Found found, boolean wantsSummary, long seconds) throws StepException {
        Asking asking = new Asking(found, wantsSummary);
        if (found.isOfImage()) {
            asking.run();
        } else {
            asking.runFor(seconds);
        }
        if (asking.failure != null) {
            throw asking.failure;
        }
        if (asking.answer == null) { // there was none left to say so
            throw new StepException(found.description() + ": out of memory", null);
        }
        return asking.answer;
    }

    private void runFor(long seconds) throws StepException {
        Thread thread = new Thread(null, this, "asking", StepThread.STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(seconds * 1000);
        } catch (InterruptedException e) {
            throw new StepException("interrupted", null, e);
        }
        if (thread.isAlive()) {
            String after = " gave no answer for " + seconds + " s";
            throw new StepException(found.description() + after, null);
        }
    }

    @Override
    public void run() {
        try {
            found.blame("");
            SetupStep step = found.provider().get();
            String summary = wantsSummary ? requireNonNull(step.summary(), "no summary") : "";
            int timeout = step.timeout();
            if (timeout < 0) {
                throw new IllegalStateException("its timeout is negative");
            }
            List<Key> keys = EntryCheck.keys(step.keys(), timeout);
            answer = new Asked(step, OneLine.of(summary), keys, timeout, step.isBarrier());
        } catch (ServiceConfigurationError e) {
            failure = new StepException("cannot load " + found.description() + why(e), null, e);
        } catch (Throwable e) {
            failure = found.broken(e);
        }
    }

    /** Return what the constructor, or the class's own initialisation, came to. */
    private static String why(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return ": " + OneLine.of(cause);
    }
}
