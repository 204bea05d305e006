package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.language.Parser;
import ctk.core.linux.ByteString;

import java.util.List;

/** {@code unset}. */
public final class Unset implements Builtin {

    /** One for all calls. */
    public Unset() {}

    @Override
    public String name() {
        return "unset";
    }

    @Override
    public String usage() {
        return "NAME...";
    }

    @Override
    public String summary() {
        return "forget variables";
    }

    @Override
    public Operand operand() {
        return Operand.VARIABLE;
    }

    @Override
    public boolean changesShell(List<ByteString> arguments) {
        return true;
    }

    @Override
    public int run(Call call) throws UsageException {
        for (ByteString name : call.arguments()) {
            if (!Parser.isName(name)) {
                throw new UsageException(name.quoted() + " is no name of a variable");
            }
            call.shell().variables().unset(name);
        }
        return 0;
    }
}
