package ctk.cmd.shell;

import ctk.cmd.shell.basics.ChangeDirectory;
import ctk.cmd.shell.basics.Echo;
import ctk.cmd.shell.basics.Exit;
import ctk.cmd.shell.basics.Export;
import ctk.cmd.shell.basics.PrintDirectory;
import ctk.cmd.shell.basics.SetVariables;
import ctk.cmd.shell.basics.Unset;
import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.files.Cat;
import ctk.cmd.shell.files.Chmod;
import ctk.cmd.shell.files.Chown;
import ctk.cmd.shell.files.Cp;
import ctk.cmd.shell.files.Df;
import ctk.cmd.shell.files.Du;
import ctk.cmd.shell.files.Env;
import ctk.cmd.shell.files.Find;
import ctk.cmd.shell.files.Grep;
import ctk.cmd.shell.files.Head;
import ctk.cmd.shell.files.Hexdump;
import ctk.cmd.shell.files.Less;
import ctk.cmd.shell.files.Ls;
import ctk.cmd.shell.files.Mkdir;
import ctk.cmd.shell.files.Mounts;
import ctk.cmd.shell.files.Mv;
import ctk.cmd.shell.files.Rm;
import ctk.cmd.shell.files.Sha256;
import ctk.cmd.shell.files.Stat;
import ctk.cmd.shell.files.Tail;
import ctk.cmd.shell.files.Which;
import ctk.cmd.shell.processes.Caps;
import ctk.cmd.shell.processes.CgroupReport;
import ctk.cmd.shell.processes.Connect;
import ctk.cmd.shell.processes.Dns;
import ctk.cmd.shell.processes.Fds;
import ctk.cmd.shell.processes.GroupList;
import ctk.cmd.shell.processes.Kill;
import ctk.cmd.shell.processes.Limits;
import ctk.cmd.shell.processes.Ps;
import ctk.cmd.shell.processes.Signals;
import ctk.cmd.shell.processes.SocketList;
import ctk.cmd.shell.processes.Users;
import ctk.cmd.shell.running.Background;
import ctk.cmd.shell.running.Foreground;
import ctk.cmd.shell.running.Jobs;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** The built-ins of the shell. */
final class Builtins {

    /** Those on the shell itself; one is added here. */
    private static final List<Builtin> BASIC =
            List.of(
                    new Background(),
                    new ChangeDirectory(),
                    new Echo(),
                    new Exit(),
                    new Export(),
                    new Foreground(),
                    new Help(),
                    new Jobs(),
                    new PrintDirectory(),
                    new SetVariables(),
                    new Unset());

    /** Those on files; one is added here. */
    private static final List<Builtin> FILES =
            List.of(
                    new Cat(),
                    new Chmod(),
                    new Chown(),
                    new Cp(),
                    new Df(),
                    new Du(),
                    new Env(),
                    new Find(),
                    new Grep(),
                    new Head(),
                    new Hexdump(),
                    new Less(),
                    new Ls(),
                    new Mkdir(),
                    new Mounts(),
                    new Mv(),
                    new Rm(),
                    new Sha256(),
                    new Stat(),
                    new Tail(),
                    new Which());

    /** Those on processes, the network and users; one is added here. */
    private static final List<Builtin> PROCESSES =
            List.of(
                    new Caps(),
                    new CgroupReport(),
                    new Connect(),
                    new Dns(),
                    new Fds(),
                    new GroupList(),
                    new Kill(),
                    new Limits(),
                    new Ps(),
                    new Signals(),
                    new SocketList(),
                    new Users());

    private Builtins() {}

    /** Return all of them. */
    static List<Builtin> all() {
        return Stream.of(BASIC, FILES, PROCESSES).flatMap(List::stream).toList();
    }

    /** Return the one of this name, or null. */
    static @Nullable Builtin find(ByteString name) {
        String text = name.toString();
        for (Builtin each : all()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        return null;
    }
}
