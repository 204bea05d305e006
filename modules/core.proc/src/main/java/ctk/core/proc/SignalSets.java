package ctk.core.proc;

/**
 * What a process does with signals (signal(7)), bit n - 1 for signal n.
 *
 * @param pending sent to its first thread, and blocked
 * @param sharedPending sent to the process, and blocked
 * @param blocked by its first thread
 * @param ignored by the process
 * @param caught by a handler of the process
 */
public record SignalSets(
        long pending, long sharedPending, long blocked, long ignored, long caught) {}
