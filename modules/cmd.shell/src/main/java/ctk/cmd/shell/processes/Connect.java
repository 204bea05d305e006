package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;

/** {@code connect}. */
public final class Connect extends Described {

    private static final int MOST_SECONDS = 3600;
    private static final int MOST_PORT = 65535;

    /** One for all calls. */
    public Connect() {
        super(
                "connect",
                "[-t SECONDS] HOST:PORT",
                "try to open a TCP connection, and close it at once",
                Operand.NONE,
                "-t SECONDS  wait so long for each address of HOST; 5",
                "",
                "An IPv6 address stands in brackets: [::1]:80.");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException, UsageException {
        Flags flags = flags(call);
        List<ByteString> operands = flags.atMost(1);
        ByteString target = operands.isEmpty() ? ByteString.of("") : operands.getFirst();
        String text = target.toString();
        int colon = text.lastIndexOf(':');
        int port = colon <= 0 ? -1 : ByteString.of(text.substring(colon + 1)).decimal(MOST_PORT);
        if (port <= 0) {
            throw new UsageException("give HOST:PORT, not " + target.quoted());
        }
        String host = text.substring(0, colon);
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            throw new UsageException("an IPv6 address stands in brackets: [::1]:80");
        }
        int seconds = Math.clamp(flags.number('t', 5), 1, MOST_SECONDS);
        try {
            return tryAll(call, Lookup.addresses(host), port, seconds);
        } catch (UnknownHostException e) {
            String cause = Dns.cause(e, ByteString.of(host));
            return call.fail("cannot look up " + ByteString.of(host).quoted() + ": " + cause);
        }
    }

    private static int tryAll(Call call, List<InetAddress> addresses, int port, int seconds)
            throws IOException, InterruptedException {
        for (InetAddress address : addresses) {
            InetSocketAddress to = new InetSocketAddress(address, port);
            long start = System.nanoTime();
            String cause = attempt(to, seconds);
            String shown = shown(address) + ":" + port;
            if (cause == null) {
                long milliseconds = (System.nanoTime() - start) / 1_000_000;
                call.print("connected to " + shown + " in " + milliseconds + " ms\n");
                return 0;
            }
            call.fail("cannot connect to " + shown + ": " + cause);
        }
        return 1;
    }

    private static String shown(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    private static @Nullable String attempt(InetSocketAddress to, int seconds)
            throws InterruptedException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(to, seconds * 1000);
            return null;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (SocketTimeoutException e) {
            return "no answer within " + seconds + " s";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        }
    }
}
