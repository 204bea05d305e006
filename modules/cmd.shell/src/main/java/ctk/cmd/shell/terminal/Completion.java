package ctk.cmd.shell.terminal;

import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.expansion.DirectoryNames;
import ctk.cmd.shell.running.Shell;
import ctk.core.linux.ByteString;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Completes the word at the cursor by what it may be there. */
final class Completion implements Completer {

    private final Shell shell;
    private final Vocabulary vocabulary;
    private final Programs programs;

    Completion(Shell shell, Vocabulary vocabulary, Programs programs) {
        this.shell = shell;
        this.vocabulary = vocabulary;
        this.programs = programs;
    }

    @Override
    public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
        if (!(parsed instanceof LineParser.Line line)) {
            return;
        }
        String word = line.word();
        if (word.startsWith("$") && !line.piece().isQuoted()) {
            words(shell.variables().names(), "$", candidates);
        } else if (word.startsWith("~") && word.indexOf('/') < 0) {
            words(Accounts.names("/etc/passwd"), "~", candidates);
        } else if (line.piece().kind() == Scan.Kind.TARGET) {
            paths(word, false, candidates);
        } else if (line.piece().kind() == Scan.Kind.COMMAND) {
            commands(word, candidates);
        } else {
            operands(line, candidates);
        }
    }

    private void commands(String word, List<Candidate> candidates) {
        if (word.indexOf('/') >= 0) {
            paths(word, false, candidates);
            return;
        }
        Map<String, String> known = vocabulary.commands();
        known.forEach((name, summary) -> candidates.add(described(name, summary)));
        for (String each : programs.names()) {
            if (!known.containsKey(each)) {
                candidates.add(plain(each));
            }
        }
    }

    private void operands(LineParser.Line line, List<Candidate> candidates) {
        String command = command(line);
        String word = line.word();
        if (word.startsWith("-")) {
            vocabulary.options(command).forEach((n, d) -> candidates.add(described(n, d)));
            return;
        }
        Operand operand = vocabulary.operand(command);
        switch (operand == null ? Operand.PATH : operand) {
            case NONE -> {}
            case PATH -> paths(word, false, candidates);
            case DIRECTORY -> paths(word, true, candidates);
            case USER -> words(Accounts.names("/etc/passwd"), "", candidates);
            case GROUP -> words(Accounts.names("/etc/group"), "", candidates);
            case OWNER -> {
                words(Accounts.names("/etc/passwd"), "", candidates);
                paths(word, false, candidates);
            }
            case PID -> processes(candidates);
            case VARIABLE -> words(shell.variables().names(), "", candidates);
            case COMMAND -> commands(word, candidates);
            case JOB ->
                    shell.jobs().all().forEach(job -> candidates.add(plain("%" + job.number())));
            case STEP -> vocabulary.steps().forEach(step -> candidates.add(plain(step)));
        }
    }

    /** Return the command that the word is an operand of; of ctk the command behind it. */
    private static String command(LineParser.Line line) {
        String command = "";
        boolean isCtk = false;
        for (Scan.Piece each : line.scan().pieces()) {
            if (each.kind() == Scan.Kind.COMMAND) {
                command = each.value();
                isCtk = command.equals("ctk");
            } else if (isCtk
                    && each.kind() == Scan.Kind.WORD
                    && each.start() < line.piece().start()) {
                command = each.value();
                isCtk = false;
            }
        }
        return command;
    }

    private static void words(List<ByteString> names, String before, List<Candidate> candidates) {
        for (ByteString each : names) {
            candidates.add(plain(before + Typed.text(each)));
        }
    }

    private static void processes(List<Candidate> candidates) {
        Map<String, String> names = new HashMap<>();
        for (DirectoryNames.Name each : DirectoryNames.of(ByteString.of("/proc"))) {
            if (each.bytes().decimal(Integer.MAX_VALUE) >= 0) {
                String pid = each.bytes().toString();
                names.put(pid, Accounts.firstLine("/proc/" + pid + "/comm"));
            }
        }
        names.forEach((pid, name) -> candidates.add(described(pid, name)));
    }

    /** Add the entries of the directory that the word names so far. */
    private void paths(String word, boolean onlyDirectories, List<Candidate> candidates) {
        int slash = word.lastIndexOf('/');
        String directory = word.substring(0, slash + 1);
        boolean isHidden = word.startsWith(".", slash + 1);
        for (DirectoryNames.Name each : DirectoryNames.of(expanded(directory))) {
            boolean isDotted = each.bytes().at(0) == '.';
            boolean isDirectory =
                    each.isDirectory()
                            || isDirectory(ByteString.join(expanded(directory), each.bytes()));
            if ((isDotted && !isHidden) || (onlyDirectories && !isDirectory)) {
                continue;
            }
            String value = directory + Typed.text(each.bytes()) + (isDirectory ? "/" : "");
            String shown = each.bytes().printable() + (isDirectory ? "/" : "");
            candidates.add(new Candidate(value, shown, null, null, null, null, !isDirectory));
        }
    }

    private static boolean isDirectory(ByteString path) {
        byte[] name = ByteString.join(path, ByteString.of("/.")).toBytes();
        int file =
                ctk.core.linux.DirectoryCalls.openPath(
                        ctk.core.linux.DirectoryCalls.WORKING_DIRECTORY, name, 0, name.length);
        if (file >= 0) {
            ctk.core.linux.DirectoryCalls.close(file);
        }
        return file >= 0;
    }

    private ByteString expanded(String directory) {
        if (!directory.startsWith("~")) {
            return Typed.bytes(directory);
        }
        int slash = directory.indexOf('/');
        ByteString user = Typed.bytes(directory.substring(1, slash));
        ByteString home = user.length() == 0 ? shell.variables().get("HOME") : shell.home(user);
        return home == null
                ? Typed.bytes(directory)
                : ByteString.join(home, Typed.bytes(directory.substring(slash)));
    }

    private static Candidate plain(String value) {
        return described(value, null);
    }

    private static Candidate described(String value, @Nullable String description) {
        boolean isNamed = description != null && !description.isEmpty();
        String shown = Typed.bytes(value).printable();
        return new Candidate(value, shown, null, isNamed ? description : null, null, null, true);
    }
}
