package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.builtin.Variables;
import ctk.cmd.shell.language.Parser;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code export}. */
public final class Export implements Builtin {

    /** One for all calls. */
    public Export() {}

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String usage() {
        return "[NAME[=VALUE]...]";
    }

    @Override
    public String summary() {
        return "pass variables on to programs; without names list them";
    }

    @Override
    public Operand operand() {
        return Operand.VARIABLE;
    }

    @Override
    public boolean changesShell(List<ByteString> arguments) {
        return !arguments.isEmpty();
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Variables variables = call.shell().variables();
        if (call.arguments().isEmpty()) {
            Listing.print(call, variables::isExported);
        }
        for (ByteString each : call.arguments()) {
            int equals = each.indexOf('=', 0);
            ByteString name = equals < 0 ? each : each.slice(0, equals);
            if (!Parser.isName(name)) {
                throw new UsageException(name.quoted() + " is no name of a variable");
            }
            if (equals >= 0) {
                variables.set(name, each.slice(equals + 1));
            }
            variables.export(name);
        }
        return 0;
    }
}
