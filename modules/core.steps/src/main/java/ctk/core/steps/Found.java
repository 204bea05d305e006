package ctk.core.steps;

import ctk.core.linux.CurrentProcess;
import ctk.core.setup.SetupStep;

import java.util.ServiceLoader;

/**
 * A step that was found, and not made yet.
 *
 * @param id what a configuration calls it
 * @param origin {@code image}, or the jar it came from
 */
public record Found(String id, String origin, ServiceLoader.Provider<SetupStep> provider) {

    private static final String SUFFIX = "Step";

    static Found of(ServiceLoader.Provider<SetupStep> provider, String origin) {
        return new Found(id(provider.type().getName()), origin, provider);
    }

    /** Return the id that follows from a class name: see {@link SetupStep}. */
    static String id(String className) {
        int from = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1;
        boolean hasSuffix =
                className.endsWith(SUFFIX) && className.length() - from > SUFFIX.length();
        int to = className.length() - (hasSuffix ? SUFFIX.length() : 0);
        StringBuilder id = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = className.charAt(i);
            boolean isUpper = c >= 'A' && c <= 'Z';
            if (isUpper && i > from) {
                id.append('-');
            }
            id.append(isUpper ? (char) (c - 'A' + 'a') : c);
        }
        return id.toString();
    }

    /** Return the name of the module that provides it. */
    public String module() {
        String name = provider.type().getModule().getName();
        return name == null ? "?" : name;
    }

    /**
     * Make the step, and ask it for its keys.
     *
     * @param seconds that it may take for that, 0 for any number
     * @throws StepException if its class cannot be loaded, or its code fails
     */
    Asked ask(long seconds) throws StepException {
        return Asking.of(this, false, seconds);
    }

    /** Make the step, and ask it for its keys and its summary. */
    public Asked askAll() throws StepException {
        return Asking.of(this, true, Asking.SECONDS);
    }

    boolean isOfImage() {
        return origin.equals(Catalog.IMAGE);
    }

    /** From here on it is the step's fault if the VM ends. */
    void blame(String hint) {
        String text = description() + " ended the Java runtime";
        CurrentProcess.sayIfEnded(text + (hint.isEmpty() ? "" : "\nhint: " + hint));
    }

    /** Return what to say of a mistake in the code of the step. */
    StepException broken(Throwable error) {
        return error instanceof OutOfMemoryError
                ? new StepException(description() + ": out of memory", null, error)
                : new StepException(
                        description() + " is broken: " + OneLine.of(error), null, error);
    }

    /** Return which step it is, for messages. */
    String description() {
        String from = isOfImage() ? "" : " of '" + origin + "'";
        return "step '" + id + "' (module " + module() + from + ")";
    }
}
