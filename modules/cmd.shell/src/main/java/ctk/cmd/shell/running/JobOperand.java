package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A job as an operand: its number, perhaps behind a percent sign. */
final class JobOperand {

    private JobOperand() {}

    static @Nullable Job find(Shell shell, List<ByteString> operands) throws UsageException {
        if (operands.isEmpty()) {
            return shell.jobs().find(null);
        }
        ByteString operand = operands.getFirst();
        boolean hasSign = operand.length() > 0 && operand.at(0) == '%';
        int number = operand.slice(hasSign ? 1 : 0).decimal(Integer.MAX_VALUE);
        if (operands.size() > 1 || number < 0) {
            throw new UsageException("takes the number of a job; jobs lists them");
        }
        return shell.jobs().find(number);
    }
}
