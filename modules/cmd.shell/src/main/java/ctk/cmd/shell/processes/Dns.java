package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code dns}. */
public final class Dns extends Described {

    private static final int MOST = 65536;

    /** One for all calls. */
    public Dns() {
        super(
                "dns",
                "NAME",
                "look up the addresses (A, AAAA) of a name, and say who was asked",
                Operand.NONE,
                "",
                "The resolver is that of the C library (getaddrinfo(3)): /etc/hosts and the name",
                "servers of /etc/resolv.conf, as /etc/nsswitch.conf orders them. What the image's",
                "programs see differs if they bring their own, as musl and Go do.");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException, UsageException {
        List<ByteString> operands = flags(call).atMost(1);
        if (operands.isEmpty() || operands.getFirst().length() == 0) {
            throw new UsageException("give a name");
        }
        ByteString name = operands.getFirst();
        call.err().write(ByteString.of(resolver()).toBytes());
        try {
            for (InetAddress address : Lookup.addresses(name.toString())) {
                String type = address instanceof Inet4Address ? "A     " : "AAAA  ";
                call.print(type + address.getHostAddress() + "\n");
            }
            return 0;
        } catch (UnknownHostException e) {
            return call.fail("cannot look up " + name.quoted() + ": " + cause(e, name));
        }
    }

    /** Return why, which the exception says behind the name. */
    static String cause(UnknownHostException e, ByteString name) {
        String message = String.valueOf(e.getMessage());
        String prefix = name + ": ";
        boolean says = message.startsWith(prefix) && message.length() > prefix.length();
        String cause = says ? message.substring(prefix.length()) : "no such name";
        return Character.toLowerCase(cause.charAt(0)) + cause.substring(1);
    }

    private static String resolver() {
        List<String> servers = words("/etc/resolv.conf", "nameserver");
        List<String> search = words("/etc/resolv.conf", "search");
        List<String> order = words("/etc/nsswitch.conf", "hosts:");
        return "resolver: the C library; servers: "
                + (servers.isEmpty() ? "none in /etc/resolv.conf" : String.join(" ", servers))
                + (search.isEmpty() ? "" : "; search: " + String.join(" ", search))
                + "; order: "
                + (order.isEmpty() ? "as the C library has it" : String.join(" ", order))
                + "\n";
    }

    /** Return the words behind a keyword, of all lines that start with it. */
    private static List<String> words(String path, String keyword) {
        List<String> found = new ArrayList<>();
        try (FileInput in = FileInput.open(ByteString.of(path))) {
            byte[] bytes = in == null ? new byte[0] : in.readNBytes(MOST);
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
                String[] words = line.strip().split("\\s+", -1);
                for (int i = 1; i < words.length && words[0].equals(keyword); i++) {
                    found.add(ByteString.of(words[i]).printable());
                }
            }
        } catch (IOException e) {
            return found; // the C library does without it too
        }
        return found;
    }
}
