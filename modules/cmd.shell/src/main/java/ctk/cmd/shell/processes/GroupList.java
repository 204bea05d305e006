package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Identities;
import ctk.cmd.shell.text.Owners;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Table;
import ctk.core.linux.ByteString;
import ctk.core.userdb.GroupMembers;
import ctk.core.userdb.Identity;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code groups}. */
public final class GroupList extends Described {

    /** One for all calls. */
    public GroupList() {
        super(
                "groups",
                "[USER]",
                "list the groups of /etc/group: all, or those that a user would have",
                Operand.USER);
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        List<ByteString> operands = flags(call).atMost(1);
        Set<Long> wanted = operands.isEmpty() ? null : of(operands.getFirst());
        Table table = Table.of("NAME", ">GID", "MEMBERS");
        try {
            for (GroupMembers each : Owners.all().groups()) {
                if (wanted == null || wanted.remove(each.group().gid())) {
                    List<String> members =
                            each.members().stream().map(ByteString::printable).toList();
                    table.row(
                            each.group().name().printable(),
                            each.group().gid(),
                            String.join(" ", members));
                }
            }
        } catch (UserSpecException e) {
            return call.fail(String.valueOf(e.getMessage()));
        }
        for (long gid : wanted == null ? Set.<Long>of() : wanted) {
            table.row("-", gid, "");
        }
        try (Printer out = new Printer(call)) {
            table.print(call, out);
        }
        return 0;
    }

    private static Set<Long> of(ByteString user) throws UsageException {
        Identity identity = Identities.resolve(user);
        Set<Long> gids = new HashSet<>();
        gids.add(identity.gid());
        for (long gid : identity.groups()) {
            gids.add(gid);
        }
        return gids;
    }
}
