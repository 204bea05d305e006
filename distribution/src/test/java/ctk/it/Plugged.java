package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** A machine with a plugin directory, and with steps in its configuration. */
record Plugged(Machine machine) {

    static final String DIRECTORY = "/opt/plugins";

    /** What every start does first if nothing is wrong. */
    static final String FIRST = "create directory '/made', mode 0755";

    private static final String BEFORE =
            "user = \"\"\n[[step]]\nuse = \"directory\"\npath = \"/made\"\n";

    /** Make one whose configuration makes the directory /made, and then does this step. */
    static Plugged of(String step) throws Exception {
        Machine machine = Machine.configured(BEFORE + step);
        Files.createDirectories(machine.upper(DIRECTORY));
        return new Plugged(machine);
    }

    /** Make one with the step {@code bad}, from a jar. */
    static Plugged bad(StepSource source, String... keys) throws Exception {
        Plugged plugged = of("[[step]]\nuse = \"bad\"\n" + String.join("\n", keys) + "\n");
        return plugged.with("bad.jar", ModuleJar.ofStep("com.example.bad", "BadStep", source));
    }

    static StepSource badStep() {
        return new StepSource("com.example.bad", "BadStep");
    }

    /** Return where a file of the plugin directory is outside. */
    Path jar(String name) {
        return machine.upper(DIRECTORY + "/" + name);
    }

    Plugged with(String name, ModuleJar module) throws Exception {
        module.write(jar(name));
        return this;
    }

    Run run(String... options) throws Exception {
        String script = "exec " + Machine.CTK + " run \"$@\" -- sh -c 'echo ran'";
        String[] command = new String[5 + options.length];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = script;
        command[3] = "sh";
        command[4] = "--plugin-path=" + DIRECTORY;
        System.arraycopy(options, 0, command, 5, options.length);
        return machine.run(command);
    }

    /** Fail the test unless ctk refuses with this alone, before anything is changed. */
    void refuses(String line) throws Exception {
        run().expectError(125, "ctk run: " + line);
        assertTrue(Files.notExists(machine.upper("/made")), "something was changed: " + line);
    }

    /** Fail the test unless ctk stops with this alone, after the first step. */
    void stops(String line) throws Exception {
        run().expectError(125, "ctk run: " + line + "\nhint: done before it: " + FIRST);
        assertTrue(Files.exists(machine.upper("/made")), "nothing was changed: " + line);
    }

    /** Fail the test unless the command runs. */
    void works() throws Exception {
        assertEquals("ran\n", run().expect(0).out());
    }
}
