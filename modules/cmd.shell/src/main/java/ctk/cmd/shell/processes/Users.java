package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Owners;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Table;
import ctk.core.userdb.AllEntries;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;

/** {@code users}. */
public final class Users extends Described {

    /** One for all calls. */
    public Users() {
        super(
                "users",
                "",
                "list the users of /etc/passwd; ! marks those who are root",
                Operand.NONE,
                "",
                "Lines that are malformed are left out. A user without a line can run programs",
                "too.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        flags(call).atMost(0);
        AllEntries all;
        try {
            all = Owners.all();
        } catch (UserSpecException e) {
            return call.fail(String.valueOf(e.getMessage()));
        }
        Owners owners = Owners.read(false);
        Table table = Table.of("", "NAME", ">UID", ">GID", "GROUP", "HOME", "SHELL");
        for (PasswdEntry user : all.users()) {
            String group = owners.group(user.gid());
            table.row(
                    user.uid() == 0 ? "!" : "",
                    user.name().printable(),
                    user.uid(),
                    user.gid(),
                    group.equals(Long.toString(user.gid())) ? "-" : group,
                    user.home().printable(),
                    user.shell().printable());
        }
        try (Printer out = new Printer(call)) {
            table.print(call, out);
        }
        return 0;
    }
}
