package ctk.core.cli;

import ctk.core.exec.Decision;

/** How ctk goes on after a command. */
public sealed interface Outcome {

    /** End with an exit code. */
    record Exit(int code) implements Outcome {}

    /** Become the program that was decided on. */
    record Perform(Decision decision) implements Outcome {}
}
