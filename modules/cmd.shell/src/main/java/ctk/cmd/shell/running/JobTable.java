package ctk.cmd.shell.running;

import ctk.core.linux.ByteString;
import ctk.core.linux.JobCalls;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The jobs that run in the background or are stopped. Only the thread that runs lines uses it. */
public final class JobTable {

    private static final int HUP = 1;

    private final List<Job> jobs = new ArrayList<>();

    JobTable() {}

    /** Make a job with the lowest free number. */
    Job open(ByteString text) {
        int number = 1;
        for (Job each : jobs) {
            number = Math.max(number, each.number() + 1);
        }
        Job job = new Job(number, text);
        jobs.add(job);
        return job;
    }

    void remove(Job job) {
        jobs.remove(job);
    }

    /** Return the jobs, oldest first. */
    public List<Job> all() {
        reap();
        return List.copyOf(jobs);
    }

    /** Return the job of this number, or the youngest if it is null; null if there is none. */
    public @Nullable Job find(@Nullable Integer number) {
        List<Job> all = all();
        if (number == null) {
            return all.isEmpty() ? null : all.getLast();
        }
        return all.stream().filter(job -> job.number() == number).findFirst().orElse(null);
    }

    /**
     * Take note of every child that changed, and reap those that ended: also those that are no
     * job's, which PID 1 is given.
     */
    public void reap() {
        int[] pid = new int[1];
        for (int state = JobCalls.waitAny(pid); state >= 0; state = JobCalls.waitAny(pid)) {
            for (Job job : jobs) {
                if (job.change(pid[0], state)) {
                    break;
                }
            }
        }
    }

    /** Return lines on what has changed in the background, and forget what has ended. */
    public List<String> news() {
        List<String> lines = new ArrayList<>();
        for (Job job : all()) {
            if (job.hasEnded()) {
                jobs.remove(job);
                lines.add(line(job));
            } else if (job.hasJustStopped()) {
                lines.add(line(job));
            }
        }
        return lines;
    }

    /** Return a line on a job. */
    public static String line(Job job) {
        String state = job.isStopped() ? "stopped" : "running";
        if (job.hasEnded()) {
            state = job.code() == 0 ? "done" : "exit " + job.code();
        }
        String text = ByteString.of(job.text().toString().replace('\n', ' ')).printable();
        return "[" + job.number() + "] " + state + " ".repeat(10 - state.length()) + text;
    }

    /** Tell all of them that the shell is gone. */
    public void hangUp() {
        for (Job job : jobs) {
            job.signal(HUP);
            job.proceed();
        }
    }
}
