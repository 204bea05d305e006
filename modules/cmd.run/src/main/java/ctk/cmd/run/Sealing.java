package ctk.cmd.run;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.exec.Request;
import ctk.core.linux.ByteString;
import ctk.core.seal.Facts;
import ctk.core.seal.SealedEntry;
import ctk.core.seal.SealedEntry.Form;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Decides a start by the code that decides it otherwise, and notes what that depended on. */
final class Sealing {

    /** Where the user stands in a line of gosu, and where the command. */
    private static final int GOSU_USER = 1;

    private static final int GOSU_COMMAND = 2;

    private final SealLine line;
    private final Facts facts;

    /** The signal that ended it, or 0. */
    private int signal;

    Sealing(SealLine line, Facts facts) {
        this.line = line;
        this.facts = facts;
    }

    /**
     * Seal the start.
     *
     * @return null if a signal came, which {@link #signal} tells
     * @throws CommandException if it cannot be sealed, or would be refused
     */
    @Nullable SealedEntry entry() throws CommandException {
        facts.suppose();
        try {
            SealedEntry entry = once();
            SealedEntry again = entry == null ? null : once();
            boolean isSame =
                    entry != null && again != null && Arrays.equals(entry.encode(), again.encode());
            if (entry != null && again != null && !isSame) {
                throw new CommandException(
                        "cannot seal: something it depends on changes at this moment", "try again");
            }
            return again;
        } finally {
            Facts.supposeNothing();
        }
    }

    /** Return the signal that came, or 0. */
    int signal() {
        return signal;
    }

    private @Nullable SealedEntry once() throws CommandException {
        return line.form() == Form.GOSU ? gosu() : run();
    }

    private SealedEntry gosu() throws CommandException {
        ByteString[] argv = line.start();
        if (argv.length <= GOSU_COMMAND) {
            throw new CommandException("no user given", "as in ctk seal --as=gosu USER");
        }
        Start start = Start.decide(argv[GOSU_USER], argv, GOSU_COMMAND, Request.Style.GOSU);
        Dependencies dependencies = new Dependencies(facts);
        dependencies.addSetGroups(start, false);
        dependencies.addUsers();
        return entry(start, dependencies, List.of());
    }

    private @Nullable SealedEntry run() throws CommandException {
        ByteString[] argv = line.start();
        Arguments arguments = ArgumentReader.read(RunOptions.TABLE, argv, 2);
        Unsealable.check(arguments);
        RunLine run = RunLine.read(arguments, argv);
        Unsealable.check(arguments); // those of the configuration are there now
        Unsealable.checkBoundingSet(arguments, facts);
        GuardLog log = new GuardLog(RunSection.value(arguments, RunOptions.LOG_FORMAT, "text"));
        Start start = decide(run, log);
        if (start == null) {
            return null;
        }
        Dependencies dependencies = new Dependencies(facts);
        dependencies.addVariables(run);
        dependencies.addLimits(start);
        dependencies.addNiceness(start);
        dependencies.addSetGroups(start, IdentityOptions.ifNotRoot(arguments));
        dependencies.addConfiguration(arguments);
        dependencies.add(log.conditions());
        dependencies.addUsers();
        dependencies.addFiles(arguments);
        return entry(start, dependencies, log.lines());
    }

    /** Decide; why it cannot be sealed says more than what then goes wrong. */
    private @Nullable Start decide(RunLine run, GuardLog log) throws CommandException {
        CommandException refusal;
        try {
            RunLine.Decided decided = run.decide(log, true);
            signal = decided.signal();
            refusal = log.refusal();
            if (refusal == null) {
                return decided.start();
            }
        } catch (CommandException e) {
            refusal = log.refusal();
            throw refusal == null ? e : refusal;
        }
        throw refusal;
    }

    private SealedEntry entry(Start start, Dependencies dependencies, List<ByteString> warnings)
            throws CommandException {
        if (SealedEntry.printed(warnings) > SealedEntry.MOST_PRINTED) {
            throw new CommandException(
                    "cannot seal a start that prints more than 4096 bytes of warnings", null);
        }
        return new SealedEntry(
                line.form(),
                line.prefix(),
                facts,
                dependencies.all(),
                warnings,
                ByteString.of(start.decision().encodeOpen()));
    }
}
