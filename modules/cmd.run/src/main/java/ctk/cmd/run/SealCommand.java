package ctk.cmd.run;

import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.ErrorLine;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.seal.MalformedException;
import ctk.core.seal.SealLock;
import ctk.core.seal.SealedEntry;
import ctk.core.seal.SealedFile;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ctk seal [OPTIONS] [USER[:GROUP]]}: decide a start now, so that it needs no VM later. */
public final class SealCommand implements Command {

    private static final List<Option> VERBS =
            List.of(SealOptions.LIST, SealOptions.CHECK, SealOptions.REMOVE);

    private static final String RENEW = "ctk seal --remove removes it, and ctk seal replaces it";

    /** Called by ServiceLoader. */
    public SealCommand() {}

    @Override
    public List<String> names() {
        return List.of("seal");
    }

    @Override
    public OptionTable options() {
        return SealOptions.TABLE;
    }

    @Override
    public Outcome run(Invocation invocation) throws CommandException, IOException {
        SealLine line = SealLine.of(invocation.arguments(), invocation.first());
        Outcome common = invocation.answerCommon(line.arguments(), SealOptions.TABLE);
        if (common != null) {
            return common;
        }
        checkVerb(line);
        boolean isJson = line.arguments().has(SealOptions.JSON);
        try {
            if (line.arguments().has(SealOptions.LIST)) {
                return list(invocation, isJson);
            }
            if (line.arguments().has(SealOptions.CHECK)) {
                SealCheck check = SealCheck.of(present(), isJson);
                invocation.answer(check.text());
                return new Outcome.Exit(check.isAll() ? ExitCode.SUCCESS : ExitCode.INCOMPLETE);
            }
            requireRoot();
            return change(line, invocation);
        } catch (MalformedException e) {
            throw new CommandException(
                    "cannot write " + SealedFile.PATH.quoted() + ": " + e.getMessage(), null, e);
        } catch (SetupException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    /** Change the file; of several processes that do one after the other. */
    private static Outcome change(SealLine line, Invocation invocation)
            throws CommandException, MalformedException, SetupException, IOException {
        try (SealLock _ = SealLock.take()) {
            return line.arguments().has(SealOptions.REMOVE) ? remove(line) : seal(line, invocation);
        } catch (InterruptedException e) {
            throw new CommandException("it was interrupted", null, e);
        }
    }

    private static void checkVerb(SealLine line) throws CommandException {
        List<String> given = new ArrayList<>();
        for (Option each : VERBS) {
            if (line.arguments().has(each)) {
                given.add(each.name());
            }
        }
        if (given.size() > 1) {
            throw new CommandException(String.join(" and ", given) + " conflict", null);
        }
        String verb = given.isEmpty() ? "" : given.getFirst();
        boolean isQuestion = verb.equals("--list") || verb.equals("--check");
        if (isQuestion && !line.isBare()) {
            throw new CommandException(
                    verb + " is of all that is sealed: it takes no user or option of a start",
                    "as in ctk seal " + verb);
        }
        if (!isQuestion && line.arguments().has(SealOptions.JSON)) {
            throw new CommandException("--json is for --list and --check", null);
        }
        if (!verb.isEmpty() && line.arguments().has(SealOptions.EXPECT)) {
            throw new CommandException("--expect is for what is being sealed", null);
        }
    }

    private static void requireRoot() throws CommandException, KernelException {
        long uid = Credentials.current().effectiveUid();
        if (uid != 0) {
            throw new CommandException(
                    "cannot write " + SealedFile.PATH.quoted() + " as uid " + uid,
                    "only root can seal: USER root stands before it in a Dockerfile");
        }
    }

    /** Return what is sealed; nothing if there is no file. */
    private static SealedFile present() throws CommandException, KernelException {
        try {
            SealedFile file = SealedFile.read();
            return file == null ? SealedFile.of(List.of()) : file;
        } catch (MalformedException e) {
            throw ignored(e);
        }
    }

    private static CommandException ignored(MalformedException e) {
        return new CommandException(SealedFile.PATH + " is ignored: " + e.getMessage(), RENEW, e);
    }

    private static Outcome list(Invocation invocation, boolean isJson)
            throws CommandException, IOException {
        try {
            return invocation.answer(SealReport.list(present(), isJson));
        } catch (MalformedException e) {
            throw ignored(e);
        }
    }

    private static Outcome seal(SealLine line, Invocation invocation)
            throws CommandException, MalformedException, SetupException, IOException {
        var facts = Expectation.of(line.arguments().value(SealOptions.EXPECT));
        Sealing sealing = new Sealing(line, facts);
        SealedEntry entry = sealing.entry();
        if (entry == null) {
            return new Outcome.Exit(ExitCode.SIGNALLED + sealing.signal());
        }
        List<SealedEntry> entries = new ArrayList<>();
        boolean isReplaced = false;
        String ignored = ignored();
        for (SealedEntry each : ignored == null ? present().entries() : List.<SealedEntry>of()) {
            boolean isSame = each.isFor(entry.form(), entry.prefix());
            entries.add(isSame ? entry : each);
            isReplaced |= isSame;
        }
        if (!isReplaced) {
            entries.add(entry);
        }
        SealedFile.of(entries).write();
        if (ignored != null) {
            String text = SealedFile.PATH + " was ignored and is replaced: " + ignored;
            ErrorLine.write(invocation.err(), "ctk seal: warning", text, null);
        }
        return invocation.answer("sealed " + SealReport.line(entry) + "\n");
    }

    /** Return why the file that is there is of no use; null if it is, or if there is none. */
    private static @Nullable String ignored() throws KernelException {
        try {
            SealedFile file = SealedFile.read();
            boolean isOfUse = file == null || file.isOfThisBuild();
            return isOfUse ? null : "it is of another build of ctk";
        } catch (MalformedException e) {
            return e.getMessage();
        }
    }

    private static Outcome remove(SealLine line)
            throws CommandException, MalformedException, SetupException, IOException {
        if (line.isBare()) {
            SealedFile.of(List.of()).write();
            return new Outcome.Exit(ExitCode.SUCCESS);
        }
        SealedFile file = present();
        List<SealedEntry> entries = new ArrayList<>();
        for (SealedEntry each : file.entries()) {
            if (!each.isFor(line.form(), line.prefix())) {
                entries.add(each);
            }
        }
        if (entries.size() == file.entries().size()) {
            throw new CommandException(
                    "nothing is sealed for " + SealReport.line(line.form(), line.prefix()),
                    "ctk seal --list says what is");
        }
        new SealedFile(file.build(), entries).write();
        return new Outcome.Exit(ExitCode.SUCCESS);
    }
}
