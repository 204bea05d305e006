package ctk.core.volumes;

import ctk.core.linux.DirectoryEntries;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/** Where workers give away what others can do. The walk ends when all of them wait. */
final class Exchange {

    private final ArrayDeque<Task> tasks = new ArrayDeque<>();

    /** Batches that were worked on, to be filled again: new ones would be touched for nothing. */
    private final ArrayDeque<DirectoryEntries> spare = new ArrayDeque<>();

    private int workers;
    private int waiting;
    private volatile boolean ended;

    /** Guards isDeep; another lock than that of the tasks, whose waiters are woken one by one. */
    private final Object depths = new Object();

    private boolean isDeep;

    /** Workers that wait and for whom there is nothing. */
    private volatile int idle;

    /** Tasks that would be taken without delay. */
    private volatile int room;

    Exchange(int workers) {
        this.workers = workers;
        room = workers > 1 ? workers : 0;
    }

    /** Tell whether somebody waits for a task. */
    boolean hasIdleWorkers() {
        return idle > 0;
    }

    /** Tell whether a small task is worth giving: one for each worker may wait. */
    boolean hasRoom() {
        return room > 0;
    }

    synchronized void give(Task task) {
        tasks.add(task);
        update();
        notify();
    }

    /** Return the next task, waiting for it; null when the walk has ended. */
    synchronized @Nullable Task take() throws InterruptedException {
        waiting++;
        update();
        while (tasks.isEmpty() && !ended) {
            if (waiting == workers) {
                end();
            } else {
                wait();
            }
        }
        waiting--;
        Task task = ended ? null : tasks.poll();
        update();
        return task;
    }

    /** There are fewer workers than was thought. */
    synchronized void setWorkers(int number) {
        workers = number;
        update();
        notifyAll();
    }

    /** Let nobody wait or take any more. */
    synchronized void end() {
        ended = true;
        notifyAll();
        synchronized (depths) {
            depths.notifyAll();
        }
    }

    /** Wait until nobody else walks deep down, or the walk has ended. */
    void goDeep() throws InterruptedException {
        synchronized (depths) {
            while (isDeep && !ended) {
                depths.wait();
            }
            isDeep = true;
        }
    }

    /** Let another walk deep down. */
    void comeUp() {
        synchronized (depths) {
            isDeep = false;
            depths.notify();
        }
    }

    /** Let a batch be used again. */
    synchronized void putBack(DirectoryEntries batch) {
        spare.push(batch);
    }

    /** Return a batch to be filled. */
    synchronized DirectoryEntries batch() {
        DirectoryEntries batch = spare.poll();
        return batch != null ? batch : new DirectoryEntries();
    }

    private void update() {
        idle = waiting - tasks.size();
        room = workers > 1 ? workers - tasks.size() : 0;
    }
}
