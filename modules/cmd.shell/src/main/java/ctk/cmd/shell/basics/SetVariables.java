package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.language.Parser;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code set}. */
public final class SetVariables implements Builtin {

    /** One for all calls. */
    public SetVariables() {}

    @Override
    public String name() {
        return "set";
    }

    @Override
    public String usage() {
        return "[NAME=VALUE...]";
    }

    @Override
    public String summary() {
        return "set variables; without any list all";
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
        if (call.arguments().isEmpty()) {
            Listing.print(call, name -> true);
        }
        for (ByteString each : call.arguments()) {
            int equals = each.indexOf('=', 0);
            if (equals < 0 || !Parser.isName(each.slice(0, equals))) {
                throw new UsageException(
                        each.quoted()
                                + " is no NAME=VALUE: ctk shell has no options to set, and differs"
                                + " from sh there");
            }
            call.shell().variables().set(each.slice(0, equals), each.slice(equals + 1));
        }
        return 0;
    }
}
