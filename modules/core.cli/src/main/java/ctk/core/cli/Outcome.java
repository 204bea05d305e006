package ctk.core.cli;

import ctk.core.exec.Decision;
import ctk.core.linux.Installation;

/** How ctk goes on after a command. */
public sealed interface Outcome {

    /** End with an exit code. */
    record Exit(int code) implements Outcome {}

    /** Become the program that was decided on. */
    record Perform(Decision decision) implements Outcome {}

    /**
     * Start again, with the same arguments, on the C library of the machine: {@link Installation}.
     */
    record StartAgain() implements Outcome {}
}
