package ctk.plugins.secrets;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.View;

/** Leave a variable as it is, since no file is named for it. */
record KeepVariable(String name, boolean hasEmptyFileName) implements Change {

    @Override
    public String description() {
        return hasEmptyFileName
                ? "unset " + VariableName.shown(name + "_FILE") + ", which is empty"
                : "leave " + VariableName.shown(name) + " as it is";
    }

    @Override
    public boolean isNeeded() {
        return hasEmptyFileName;
    }

    @Override
    public void foresee(View view) {
        view.variable(name + "_FILE", null);
    }

    /** Do nothing: the command's environment is the foreseen one. */
    @Override
    public void apply(Actions actions) {}
}
