package ctk.cmd.shell.running;

import ctk.core.linux.ByteString;
import ctk.core.linux.JobCalls;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The commands of a pipeline, while at least one of them runs. */
public final class Job {

    private static final int INT = 2;
    private static final int CONT = 18;

    /** HUP, INT, QUIT, KILL, TERM: what ends whoever does not catch them. */
    private static final Set<Integer> ENDING = Set.of(1, INT, 3, 9, 15);

    private final int number;
    private final ByteString text;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private int group = -1;
    private boolean wasStopped;

    Job(int number, ByteString text) {
        this.number = number;
        this.text = text;
    }

    /** Return its number, from 1. */
    public int number() {
        return number;
    }

    /** Return the line that started it. */
    public ByteString text() {
        return text;
    }

    /** Return its process group, or -1 if it has none of its own. */
    int group() {
        return group;
    }

    void lead(int pid) {
        group = pid;
    }

    void add(Member member) {
        members.add(member);
    }

    /** Take note of a change of one of its programs; tell whether it is one. */
    boolean change(int pid, int state) {
        for (Member each : members) {
            if (each.pid() == pid && each.code() == Member.RUNS) {
                each.change(state);
                if (each.signal() == INT) {
                    interrupt(); // Ctrl-C reaches programs alone if they have the terminal
                }
                return true;
            }
        }
        return false;
    }

    /** Tell whether all have ended. */
    boolean hasEnded() {
        return members.stream().allMatch(each -> each.code() != Member.RUNS);
    }

    /** Tell whether none runs, and one is stopped. */
    public boolean isStopped() {
        return members.stream().anyMatch(Member::isStopped)
                && members.stream().allMatch(e -> e.code() != Member.RUNS || e.isStopped());
    }

    /** Return the exit code: that of the last command. */
    int code() {
        return members.getLast().code();
    }

    /** Tell whether a signal ended the last command, and which; else 0. */
    int signal() {
        return members.getLast().signal();
    }

    /** Return the process id of the last program, or -1. */
    int lastPid() {
        return members.getLast().pid();
    }

    /** Interrupt its built-ins. */
    void interrupt() {
        members.forEach(Member::interrupt);
    }

    /** Let it go on. */
    void proceed() {
        signal(CONT);
    }

    /**
     * Send a signal to its programs, which get it at once if they are stopped; end its built-ins.
     */
    void signalAll(int number) {
        signal(number);
        if (ENDING.contains(number)) {
            interrupt();
            if (isStopped()) {
                proceed();
            }
        }
    }

    /** Send a signal to its programs that have not ended. */
    void signal(int number) {
        if (group > 0) {
            JobCalls.kill(-group, number);
            return;
        }
        for (Member each : members) {
            if (each.pid() > 0 && each.code() == Member.RUNS) {
                JobCalls.kill(each.pid(), number);
            }
        }
    }

    /** Tell whether it has stopped since this was asked last. */
    boolean hasJustStopped() {
        boolean isStopped = isStopped();
        boolean result = isStopped && !wasStopped;
        wasStopped = isStopped;
        return result;
    }
}
