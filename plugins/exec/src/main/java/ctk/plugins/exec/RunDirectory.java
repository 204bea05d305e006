package ctk.plugins.exec;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import java.util.List;

/**
 * Run the programs of a directory.
 *
 * @param foreseen their paths while it was planned; steps before this one may add others
 */
record RunDirectory(ProgramDirectory programs, List<String> foreseen, Manner manner)
        implements Change {

    @Override
    public String description() {
        var text = new StringBuilder("run the programs in ");
        text.append(Text.quote(programs.path())).append(manner);
        String separator = ": ";
        for (String path : foreseen) {
            text.append(separator).append(Text.quote(path.substring(path.lastIndexOf('/') + 1)));
            separator = ", ";
        }
        return text.toString();
    }

    @Override
    public void apply(Actions actions) throws SetupException, InterruptedException {
        for (String path : programs.find(actions.files())) {
            programs.check(path, actions.files()); // the one before may have changed it
            manner.run(path, List.of(path), actions);
        }
    }
}
