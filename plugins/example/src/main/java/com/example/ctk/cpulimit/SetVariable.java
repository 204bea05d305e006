package com.example.ctk.cpulimit;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Text;
import ctk.core.setup.View;

import java.nio.charset.StandardCharsets;

/**
 * The variable gets its value, if it has none.
 *
 * @param isNeeded whether it has none
 */
record SetVariable(String name, long processors, boolean isNeeded) implements Change {

    @Override
    public String description() {
        String variable = "variable " + Text.quote(name);
        return isNeeded ? "set " + variable + " to " + processors : "keep " + variable;
    }

    @Override
    public void foresee(View view) {
        if (isNeeded) {
            view.variable(name, value()); // the steps behind this one see it
        }
    }

    @Override
    public void apply(Actions actions) {
        actions.setVariable(name, value());
    }

    private byte[] value() {
        return Long.toString(processors).getBytes(StandardCharsets.US_ASCII);
    }
}
