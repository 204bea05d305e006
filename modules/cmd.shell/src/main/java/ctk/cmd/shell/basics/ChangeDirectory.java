package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code cd}. */
public final class ChangeDirectory implements Builtin {

    private static final ByteString BACK = ByteString.of("-");

    /** One for all calls. */
    public ChangeDirectory() {}

    @Override
    public String name() {
        return "cd";
    }

    @Override
    public String usage() {
        return "[DIRECTORY | -]";
    }

    @Override
    public String summary() {
        return "change to the directory, else to HOME; - goes back";
    }

    @Override
    public Operand operand() {
        return Operand.DIRECTORY;
    }

    @Override
    public boolean changesShell(List<ByteString> arguments) {
        return true;
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        List<ByteString> operands = call.arguments();
        if (operands.size() > 1) {
            throw new UsageException("takes one directory");
        }
        boolean back = !operands.isEmpty() && operands.getFirst().equals(BACK);
        String name = back ? "OLDPWD" : "HOME";
        ByteString directory =
                operands.isEmpty() || back
                        ? call.shell().variables().get(name)
                        : operands.getFirst();
        if (directory == null || directory.length() == 0) {
            return call.fail(operands.isEmpty() || back ? name + " is not set" : "'' is no path");
        }
        call.shell().enter(directory);
        if (back) {
            call.print(directory);
            call.print("\n");
        }
        return 0;
    }
}
