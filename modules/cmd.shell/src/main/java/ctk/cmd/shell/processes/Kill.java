package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.LookCalls;
import ctk.core.proc.SignalName;

import java.io.IOException;
import java.util.List;

/** {@code kill}. */
public final class Kill implements Builtin {

    private static final int LAST = 31;

    /** One for all calls. */
    public Kill() {}

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String usage() {
        return "[-SIGNAL | -s SIGNAL] {PID | %JOB}... | -l";
    }

    @Override
    public String summary() {
        return "send a signal to processes, TERM if none is named";
    }

    @Override
    public List<String> details() {
        return List.of(
                "-SIGNAL, -s SIGNAL  a name as TERM or SIGTERM, or a number; 0 only asks",
                "-l  list the names",
                "A PID below 0, behind --, means the process group of that number; %JOB a job of",
                "the shell: jobs lists them.");
    }

    @Override
    public List<String> options() {
        return List.of("-s", "-l", "-TERM", "-KILL", "-HUP", "-INT", "-QUIT", "-USR1", "-USR2");
    }

    @Override
    public Operand operand() {
        return Operand.PID;
    }

    @Override
    public boolean changesShell(List<ByteString> arguments) {
        return arguments.stream().anyMatch(Kill::isJob);
    }

    private static boolean isJob(ByteString target) {
        return target.length() > 1 && target.at(0) == '%';
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        List<ByteString> words = call.arguments();
        String first = words.isEmpty() ? "" : words.getFirst().toString();
        int signal = SignalName.parse("TERM");
        int from = 0;
        if (first.equals("-l")) {
            return list(call);
        }
        if (first.equals("-s")) {
            if (words.size() < 2) {
                throw new UsageException("option -s needs a value");
            }
            signal = signal(words.get(1));
            from = 2;
        } else if (first.startsWith("-") && !first.equals("--")) {
            signal = signal(words.getFirst().slice(1));
            from = 1;
        }
        boolean ended = from < words.size() && words.get(from).toString().equals("--");
        List<ByteString> targets = words.subList(ended ? from + 1 : from, words.size());
        if (targets.isEmpty()) {
            throw new UsageException("give a process id");
        }
        int code = 0;
        for (ByteString target : targets) {
            code = Math.max(code, send(call, signal, target, ended));
        }
        return code;
    }

    private static int signal(ByteString name) throws UsageException {
        int signal = name.decimal(Long.SIZE);
        signal = signal >= 0 ? signal : SignalName.parse(name.toString());
        if (signal < 0) {
            throw new UsageException("no such signal " + name.quoted() + ", see kill -l");
        }
        return signal;
    }

    private static int send(Call call, int signal, ByteString target, boolean maybeGroup)
            throws IOException, UsageException {
        if (isJob(target)) {
            int job = target.slice(1).decimal(Integer.MAX_VALUE);
            boolean isThere = job > 0 && call.shell().signalJob(job, signal);
            return isThere ? 0 : call.fail("no such job " + target.quoted());
        }
        boolean isGroup = maybeGroup && target.length() > 1 && target.at(0) == '-';
        int number = Pids.parse(isGroup ? target.slice(1) : target);
        int result = LookCalls.signal(isGroup ? -number : number, signal);
        if (result < 0) {
            String cause = Errno.describe(-result);
            return call.fail("cannot signal " + target.quoted() + ": " + cause);
        }
        return 0;
    }

    private static int list(Call call) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int number = 1; number <= LAST; number++) {
            text.append(number).append(' ').append(SignalName.of(number)).append('\n');
        }
        call.print(text + "34 RTMIN\n64 RTMIN+30\n");
        return 0;
    }
}
