package ctk.it;

import java.util.ArrayList;
import java.util.List;

/**
 * The state that a process is started in.
 *
 * @param options those of src/test/native/start.c
 */
record StartState(List<String> options) {

    /** An environment that holds PATH and LANG, and nothing else. */
    static final StartState PLAIN =
            of("--env-clear", "--env=PATH=/usr/sbin:/usr/bin:/sbin:/bin", "--env=LANG=C");

    static StartState of(String... options) {
        return new StartState(List.of(options));
    }

    StartState and(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new StartState(all);
    }

    /** Return the command that starts {@code command} in this state. */
    List<String> command(List<String> command) throws Exception {
        List<String> all = new ArrayList<>();
        all.add(Image.program("start"));
        all.addAll(options);
        all.add("--");
        all.addAll(command);
        return all;
    }

    /** Run a command in this state. */
    Run run(List<String> command) throws Exception {
        return Run.of(command(command));
    }

    /** Run {@code ctk} of the image in this state. */
    Run ctk(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Image.CTK);
        command.addAll(List.of(arguments));
        return run(command);
    }
}
