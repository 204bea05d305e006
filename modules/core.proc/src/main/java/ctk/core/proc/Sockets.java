package ctk.core.proc;

import ctk.core.linux.ByteString;
import ctk.core.linux.KernelException;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sockets of this network namespace, and the processes that have them open. */
public final class Sockets {

    /** By the numbers of include/net/tcp_states.h. */
    private static final List<String> STATES =
            List.of(
                    "-",
                    "ESTABLISHED",
                    "SYN_SENT",
                    "SYN_RECV",
                    "FIN_WAIT1",
                    "FIN_WAIT2",
                    "TIME_WAIT",
                    "CLOSE",
                    "CLOSE_WAIT",
                    "LAST_ACK",
                    "LISTEN",
                    "CLOSING",
                    "NEW_SYN_RECV");

    private static final List<String> UNIX_STATES =
            List.of("FREE", "UNCONNECTED", "CONNECTING", "CONNECTED", "DISCONNECTING");

    private static final int ACCEPTS = 0x10000; // __SO_ACCEPTCON of include/linux/net.h
    private static final int UNIX_FIELDS = 8;
    private static final String NO_PORT = ":*";

    private Sockets() {}

    /**
     * Return all: tcp, tcp6, udp, udp6, unix.
     *
     * @throws KernelException if nothing is mounted on /proc
     */
    public static List<Socket> all() throws IOException {
        List<Socket> all = new ArrayList<>();
        boolean isThere = false;
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6", "unix")) {
            String text = ProcFile.read("/proc/net/" + protocol); // no IPv6: no file
            if (text != null) {
                isThere = true;
                all.addAll(
                        protocol.equals("unix")
                                ? parseUnix(text)
                                : parse(protocol, text, ByteOrder.nativeOrder()));
            }
        }
        if (!isThere) {
            throw ProcFile.missing("/proc/net");
        }
        return all;
    }

    static List<Socket> parse(String protocol, String text, ByteOrder order) {
        List<Socket> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length < 10 || !fields[0].endsWith(":")) {
                continue; // the heading
            }
            String remote = SocketAddress.of(fields[2], order);
            int state = (int) Numbers.hex(fields[3]);
            boolean isUdp = protocol.startsWith("udp");
            all.add(
                    new Socket(
                            protocol,
                            ByteString.of(SocketAddress.of(fields[1], order)),
                            ByteString.of(remote.endsWith(NO_PORT) ? "" : remote),
                            isUdp && state == 7 ? "UNCONNECTED" : name(STATES, state),
                            Numbers.decimal(fields[7]),
                            Numbers.decimal(fields[9])));
        }
        return all;
    }

    /** A path may hold a newline, and so look like a line of its own: nothing tells it apart. */
    static List<Socket> parseUnix(String text) {
        List<Socket> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.strip().split(" +", UNIX_FIELDS);
            if (fields.length < UNIX_FIELDS - 1 || !fields[0].matches("[0-9a-f]+:")) {
                continue;
            }
            boolean accepts = (Numbers.hex(fields[3]) & ACCEPTS) != 0;
            String state = accepts ? "LISTEN" : name(UNIX_STATES, (int) Numbers.hex(fields[5]));
            String path = fields.length == UNIX_FIELDS ? fields[UNIX_FIELDS - 1] : "";
            all.add(
                    new Socket(
                            "unix",
                            ProcFile.bytes(path),
                            ByteString.of(""),
                            state,
                            -1,
                            Numbers.decimal(fields[6])));
        }
        return all;
    }

    private static String name(List<String> names, int number) {
        return number >= 0 && number < names.size() ? names.get(number) : "?";
    }

    /**
     * Return which processes have which socket open, by the socket's inode; without processes whose
     * descriptors may not be listed.
     */
    public static Map<Long, List<Integer>> owners() throws KernelException {
        Map<Long, List<Integer>> owners = new HashMap<>();
        for (int pid : Processes.ids()) {
            for (long inode : of(pid)) {
                List<Integer> pids = owners.computeIfAbsent(inode, i -> new ArrayList<>());
                if (!pids.contains(pid)) {
                    pids.add(pid);
                }
            }
        }
        return owners;
    }

    private static List<Long> of(int pid) {
        List<Long> inodes = new ArrayList<>();
        try {
            for (int number : NumberedEntries.of("/proc/" + pid + "/fd")) {
                ByteString target = ProcFile.link("/proc/" + pid + "/fd/" + number);
                long inode = target == null ? -1 : inode(target.toString());
                if (inode > 0) {
                    inodes.add(inode);
                }
            }
        } catch (KernelException e) {
            return inodes; // it ended, or is another user's
        }
        return inodes;
    }

    static long inode(String target) {
        boolean isSocket = target.startsWith("socket:[") && target.endsWith("]");
        return isSocket ? Numbers.decimal(target.substring(8, target.length() - 1)) : -1;
    }
}
