package ctk.plugins.secrets;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Text;
import ctk.core.setup.View;

/** Set a variable to what a file holds. */
record SetVariable(String name, String fileName, SecretFile file) implements Change {

    @Override
    public String description() {
        return "set " + VariableName.shown(name) + " from " + Text.quote(file.path());
    }

    @Override
    public void foresee(View view) {
        view.variable(name, file.value());
        view.variable(fileName, null);
    }

    /** Do nothing: the command's environment is the foreseen one. */
    @Override
    public void apply(Actions actions) {}
}
