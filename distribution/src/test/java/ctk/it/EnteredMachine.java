package ctk.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine that stays mounted, so that many commands run in it, also at once. */
final class EnteredMachine implements AutoCloseable {

    private final Process holder;

    EnteredMachine(Machine machine) throws Exception {
        List<String> sleep = machine.command("", List.of(), List.of("sleep", "infinity"));
        holder = new ProcessBuilder(sleep).start();
        Live.await("the machine is there", () -> Live.is(holder.pid(), "sleep"));
    }

    /** Return where its root directory is outside. */
    Path root() {
        return Path.of("/proc/" + holder.pid() + "/root");
    }

    /**
     * Return the command that runs another inside, with the environment PATH and HOME alone.
     *
     * @param command it, behind variables if it is to have more
     */
    List<String> command(List<String> command) {
        String target = "--target=" + holder.pid();
        List<String> all = new ArrayList<>(List.of("nsenter", target, "--mount", "--root", "--wd"));
        all.addAll(List.of("env", "-i", "--default-signal", "HOME=/root"));
        all.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        all.addAll(command);
        return all;
    }

    /** Run a script of sh inside; it succeeds. Return what it printed. */
    String sh(String script) throws Exception {
        return Run.of(command(List.of("sh", "-euc", script))).expect(0).out();
    }

    @Override
    public void close() {
        holder.destroyForcibly().onExit().join();
    }
}
