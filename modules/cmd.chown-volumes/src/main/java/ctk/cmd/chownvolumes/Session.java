package ctk.cmd.chownvolumes;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.ErrorLine;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.Outcome;
import ctk.core.cli.Trace;
import ctk.core.linux.ByteString;
import ctk.core.linux.CurrentProcess;
import ctk.core.linux.Environment;
import ctk.core.volumes.OwnershipWalk;
import ctk.core.volumes.Report;
import ctk.core.volumes.VolumeException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** One run of the command: starts the walk, watches it, and says what came of it. */
final class Session {

    private static final String LABEL = "ctk chown-volumes";
    private static final String WARNING = LABEL + ": warning";
    private static final int STANDARD_ERROR = 2;

    /** Milliseconds between looks at signals. */
    private static final int CHECK = 25;

    /** Milliseconds that workers get to finish the file at hand after a signal. */
    private static final int GRACE = 50;

    private final Invocation invocation;
    private final Arguments arguments;
    private final boolean isDryRun;
    private final long start = System.nanoTime();

    Session(Invocation invocation, Arguments arguments) {
        this.invocation = invocation;
        this.arguments = arguments;
        isDryRun = arguments.has(ChownOptions.DRY_RUN);
    }

    Outcome run(List<ByteString> paths) throws CommandException, VolumeException, IOException {
        Owners owners = new Owners();
        Settings settings = Settings.of(arguments, owners, paths.size());
        for (String warning : owners.warnings()) {
            ErrorLine.write(invocation.err(), WARNING, warning, null);
        }
        boolean isJson = arguments.has(ChownOptions.JSON);
        Listing listing =
                isDryRun ? new Listing(invocation.out(), settings.change().owner(), isJson) : null;
        OwnershipWalk walk =
                OwnershipWalk.open(
                        paths, settings.change(), settings.scope(), settings.jobs(), listing);
        CurrentProcess.holdEndingSignals(); // from here on one ends the walk, not ctk at once
        walk.start();
        Throwable breakdown = watch(walk, listing);
        if (listing != null && CurrentProcess.endingSignal() == 0) {
            listing.end();
        }
        return answer(walk, breakdown, isJson);
    }

    /** Wait for the end of the walk; return what ended it that nobody expected, or null. */
    private @Nullable Throwable watch(OwnershipWalk walk, @Nullable Listing listing) {
        try {
            awaitEnd(walk, listing);
        } catch (InterruptedException e) {
            walk.stop();
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // files were changed already: it is no refusal
            walk.stop();
            return e;
        }
        return walk.breakdown();
    }

    private void awaitEnd(OwnershipWalk walk, @Nullable Listing listing)
            throws InterruptedException {
        ByteString type = Environment.value(Environment.atEntry(), "TERM");
        boolean isDumb = type == null || type.equals(ByteString.of("dumb"));
        boolean isTerminal =
                CurrentProcess.isTerminal(STANDARD_ERROR) && !isDumb && listing == null;
        ProgressLine line = isTerminal ? new ProgressLine(invocation.err()) : null;
        while (!walk.await(CHECK)) {
            if (CurrentProcess.endingSignal() != 0 || (listing != null && listing.hasFailed())) {
                walk.stop();
                walk.await(GRACE);
                break;
            }
            if (line != null) {
                line.update(walk.report());
            }
        }
        if (line != null) {
            line.end();
        }
    }

    private Outcome answer(OwnershipWalk walk, @Nullable Throwable breakdown, boolean isJson) {
        Report report = walk.report();
        long elapsed = System.nanoTime() - start;
        boolean isBestEffort = arguments.has(ChownOptions.BEST_EFFORT);
        tellFailures(report, isBestEffort);
        if (breakdown != null) {
            tellBreakdown(breakdown);
        }
        if (report.special() > 0) {
            String text =
                    Summary.count(report.special(), "file")
                            + (isDryRun ? " would lose" : " lost")
                            + " set-user-ID or set-group-ID bits or file capabilities";
            boolean isKept = arguments.has(ChownOptions.KEEP_SPECIAL);
            String hint =
                    isKept
                            ? "--keep-special gives no such bits to root"
                            : "--keep-special puts them back";
            ErrorLine.write(invocation.err(), WARNING, text, hint);
        }
        if (report.isStopped() || arguments.has(ChownOptions.VERBOSE)) {
            String what = report.isStopped() ? "interrupted: " : "";
            String line = what + Summary.line(report, isDryRun, elapsed);
            ErrorLine.write(invocation.err(), LABEL, line, null);
        }
        boolean isTold =
                !isJson || tell(Summary.json(report, isDryRun, walk.shardDepth(), elapsed));
        boolean isDone = !report.isStopped() && (report.failures() == 0 || isBestEffort);
        return new Outcome.Exit(isDone && isTold ? ExitCode.SUCCESS : ExitCode.INCOMPLETE);
    }

    /** Write the summary; files were changed already, so that to fail is no refusal. */
    private boolean tell(String json) {
        try {
            invocation.answer(json);
            return true;
        } catch (IOException e) {
            ErrorLine.write(invocation.err(), LABEL, String.valueOf(e.getMessage()), null);
            return false;
        }
    }

    /** Tell what an error would that reaches the main program, which would be a refusal there. */
    private void tellBreakdown(Throwable breakdown) {
        boolean isMemory = breakdown instanceof OutOfMemoryError;
        String text = isMemory ? "out of memory" : "internal error: " + breakdown;
        String hint = isMemory ? null : "--debug shows where; please report it";
        ErrorLine.write(invocation.err(), LABEL, text, hint);
        if (arguments.has(CommonOptions.DEBUG)) {
            ErrorLine.write(invocation.err(), LABEL, Trace.of(breakdown), null);
        }
    }

    private void tellFailures(Report report, boolean isBestEffort) {
        if (report.failures() == 0) {
            return;
        }
        String why = Needed.hint(arguments.has(ChownOptions.MODE));
        if (isBestEffort) {
            String first = report.shown().getFirst();
            String text = Summary.count(report.failures(), "failure") + ", the first: " + first;
            ErrorLine.write(invocation.err(), WARNING, text, why);
            return;
        }
        long more = report.failures() - report.shown().size();
        for (int i = 0; i < report.shown().size(); i++) {
            boolean isLast = more == 0 && i == report.shown().size() - 1;
            String hint = isLast ? why : null;
            ErrorLine.write(invocation.err(), LABEL, report.shown().get(i), hint);
        }
        if (more > 0) {
            String text = "and " + Summary.count(more, "more failure");
            ErrorLine.write(invocation.err(), LABEL, text, why);
        }
    }
}
