package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A command of which one system call at a time is made to fail (src/test/native/fault.c), and what
 * it came to without that.
 */
final class Faults {

    private static final long SECONDS = 60;
    private static final int AT_ONCE = 2;

    private static final Pattern NUMBER =
            Pattern.compile("(?m)^#define __NR(?:3264)?_(\\w+) (\\d+)$");

    private static final Map<String, Integer> ERRORS =
            Map.of(
                    "EPERM", 1, "EINTR", 4, "EIO", 5, "EAGAIN", 11, "ENOMEM", 12, "ENOSPC", 28,
                    "EROFS", 30, "ENOSYS", 38, "EDQUOT", 122);

    /** The first call that bin/ctk and lib/ctk-vm make when the C library has begun. */
    private static final List<String> OWN = List.of("rt_sigaction", "getuid");

    /** What says that there is no command, or that it cannot be executed: 127 and 126. */
    private static final Set<String> FOR_COMMAND =
            Set.of("execve", "newfstatat", "stat", "faccessat", "faccessat2");

    private static final Pattern REFUSED =
            Pattern.compile(
                    "ctk(?: run)?: .*\\n(?:hint: .*\\n)?|Fatal glibc error: .*\\n|The futex"
                            + " facility .*\\n");

    /**
     * A system call of the command.
     *
     * @param thread that makes it: 0 is the first
     * @param nth of this number that the thread makes, from 1
     * @param program how many programs the process was before this one
     * @param first argument
     */
    record Call(String name, int number, int thread, int nth, int program, long first) {}

    /**
     * A command with a call that was struck.
     *
     * @param isStruck whether the command came to that call at all
     * @param isKilled whether a signal ended it; {@code run.code()} says which
     */
    record Struck(Call call, String what, Run run, boolean isStruck, boolean isKilled) {

        @Override
        public String toString() {
            String of = call.name + " " + call.nth + " of thread " + call.thread;
            String end = (isKilled ? "killed, " : "") + run.code() + " '" + run.err() + "'";
            return what + " of " + of + " in program " + call.program + ": " + end;
        }
    }

    private final Path root;
    private final List<String> before;
    private final String until;
    private final List<String> command;
    private final AtomicInteger logs = new AtomicInteger();
    private final Path directory;
    private final Path work;

    /** What the command comes to if nothing fails. */
    final Run usual;

    /** Each call up to the execution of the program that it becomes. */
    final List<Call> calls;

    private final Set<Call> beforeMain;

    private Faults(Path root, List<String> before, String until, List<String> command)
            throws Exception {
        this.root = root;
        this.before = before;
        this.until = until;
        this.command = command;
        directory = Image.directory("faults");
        work = Files.createDirectory(directory.resolve("work"));
        Path log = directory.resolve("calls");
        usual = run(log, "-", "0", "0", "0");
        calls = read(seen(log));
        assertFalse(calls.isEmpty(), usual.toString());
        beforeMain = beforeMain();
    }

    /**
     * Take a command.
     *
     * @param before what puts it into its surroundings, and becomes it
     * @param until the program that it becomes at last, which is let alone
     */
    static Faults of(List<String> before, String until, List<String> command) throws Exception {
        return new Faults(Path.of("/"), before, until, command);
    }

    /** Take a command that runs inside, with these variables (NAME=VALUE) too. */
    static Faults in(
            EnteredMachine machine, List<String> environment, String until, List<String> command)
            throws Exception {
        return new Faults(machine.root(), machine.command(environment), until, command);
    }

    private Path seen(Path log) {
        return root.resolve(log.toString().substring(1));
    }

    /**
     * Make a call fail with an error such as EPERM; {@code ok}: succeed, and do nothing; {@code
     * exit}: end the thread.
     */
    Struck strike(Call call, String what) throws Exception {
        return strike(call, what, "");
    }

    /** The same for this call and all of its number that its thread makes behind it. */
    Struck strikeFrom(Call call, String what) throws Exception {
        return strike(call, what, "+");
    }

    private Struck strike(Call call, String what, String later) throws Exception {
        Path log = directory.resolve("log" + logs.incrementAndGet());
        String number = Integer.toString(call.number);
        String error = ERRORS.containsKey(what) ? Integer.toString(ERRORS.get(what)) : what;
        Run run = run(log, Integer.toString(call.thread), number, call.nth + later, error);
        String text = Files.readString(seen(log), StandardCharsets.ISO_8859_1);
        Files.delete(seen(log));
        return new Struck(call, what, run, text.contains("struck"), text.contains("killed by"));
    }

    /**
     * Say what is wrong with what came of a call that failed, or nothing. Right is what comes
     * without that, and an end before the command: in one line of ctk's, with exit code 125. The C
     * library has words of its own for what it does not go on with, and as long as it begins a
     * program, an end of its own as well.
     */
    String judge(Struck struck) {
        Run run = struck.run;
        boolean isUsual = run.code() == usual.code() && run.out().equals(usual.out());
        if (isUsual && run.err().equals(usual.err()) && !struck.isKilled) {
            return "";
        }
        long lines = run.err().lines().count();
        boolean isSilent = run.out().isEmpty() && struck.isStruck;
        if (isSilent && beforeMain.contains(struck.call)) {
            boolean isOfLibrary = struck.isKilled ? lines == 0 : run.code() == 127 && lines == 1;
            return isOfLibrary || isRefused(struck) ? "" : struck.toString();
        }
        return isSilent && !struck.isKilled && isRefused(struck)
                ? ""
                : struck + difference(run.out());
    }

    private static boolean isRefused(Struck struck) {
        Run run = struck.run;
        boolean isLine = REFUSED.matcher(run.err()).matches();
        boolean isOfCommand = FOR_COMMAND.contains(struck.call.name) && struck.call.thread == 0;
        return isLine && (run.code() == 125 || (isOfCommand && (run.code() & ~1) == 126));
    }

    private String difference(String out) {
        List<String> more = new ArrayList<>(out.lines().toList());
        more.removeAll(usual.out().lines().toList());
        List<String> fewer = new ArrayList<>(usual.out().lines().toList());
        fewer.removeAll(out.lines().toList());
        return "; it says " + more + ", not " + fewer;
    }

    /** Return the calls by which the C library begins programs, up to the first of ctk's own. */
    private Set<Call> beforeMain() {
        Set<Call> found = new HashSet<>();
        Set<Integer> begun = new HashSet<>();
        for (Call call : calls) {
            boolean isOwn = call.program < OWN.size() && call.name.equals(OWN.get(call.program));
            if (isOwn) {
                begun.add(call.program);
            }
            if (call.thread == 0 && call.program < OWN.size() && !begun.contains(call.program)) {
                found.add(call);
            }
        }
        assertEquals(calls.getLast().program, begun.size() - 1, "programs that begin");
        return found;
    }

    /** Return what starts have left where they were started, as a VM that breaks down might. */
    List<String> left() {
        return List.of(work.toFile().list());
    }

    /** Do something for all of them, two at a time; return what it says of those that are wrong. */
    static <T> List<String> each(List<T> all, Check<T> check) throws Exception {
        List<Future<String>> results = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            all.forEach(one -> results.add(pool.submit(() -> check.of(one))));
            for (Future<String> result : results) {
                if (!result.get().isEmpty()) {
                    wrong.add(result.get());
                }
            }
        }
        return wrong;
    }

    /** Says what is wrong with one, or nothing. */
    interface Check<T> {
        String of(T one) throws Exception;
    }

    /** With pipes for streams, which a test cannot tell from those of the next start. */
    private Run run(Path log, String... how) throws Exception {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of(Image.program("fault"), log.toString(), until));
        all.addAll(List.of(how));
        all.addAll(command);
        Process process = new ProcessBuilder(all).directory(work.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Run(all, -1, "", "still runs after " + SECONDS + " s");
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        byte[] err = process.getErrorStream().readAllBytes();
        String text = new String(err, StandardCharsets.UTF_8);
        return new Run(all, process.exitValue(), out, text);
    }

    private static List<Call> read(Path log) throws Exception {
        Map<Integer, String> names = names();
        List<Call> calls = new ArrayList<>();
        int program = 0;
        for (String line : Files.readAllLines(log)) {
            if (line.equals("executed")) {
                program++;
                continue;
            }
            String[] words = line.split(" ", -1);
            int number = Integer.parseInt(words[1]);
            String name = names.getOrDefault(number, words[1]);
            int thread = Integer.parseInt(words[0]);
            int nth = Integer.parseInt(words[2]);
            long first = Long.parseUnsignedLong(words[3], 16);
            calls.add(new Call(name, number, thread, nth, program, first));
        }
        Files.delete(log);
        return calls;
    }

    /** Return what the calls of this machine are called, by number. */
    private static Map<Integer, String> names() throws Exception {
        String script = "echo '#include <asm/unistd.h>' | cc -E -dM -";
        String definitions = Run.of(List.of("sh", "-c", script)).expect(0).out();
        Map<Integer, String> names = new HashMap<>();
        for (MatchResult one : NUMBER.matcher(definitions).results().toList()) {
            names.put(Integer.parseInt(one.group(2)), one.group(1));
        }
        assertEquals("write", names.get(names.containsValue("open") ? 1 : 64));
        return names;
    }
}
