package ctk.plugins.waitfor;

import ctk.core.setup.Files;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server that is reached by TCP.
 *
 * @param text as it was written
 * @param host name or address
 * @param port 1 to 65535
 */
record TcpServer(String text, String host, int port) implements Target {

    /**
     * Read {@code host:port}, where a host with colons stands in brackets.
     *
     * @throws SetupException if it is something else
     */
    static TcpServer parse(String text, Settings settings) throws SetupException {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw settings.refuse("tcp", Text.quote(text) + " has no port: it is host:port");
        }
        int port = port(text, colon + 1);
        if (port < 1) {
            throw settings.refuse(
                    "tcp", "the port of " + Text.quote(text) + " is not a number of 1 to 65535");
        }
        String host = text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        if (isBracketed) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw settings.refuse(
                    "tcp", Text.quote(text) + " has colons in its host: put it in brackets");
        }
        if (!isHost(host, isBracketed)) {
            throw settings.refuse("tcp", "the host of " + Text.quote(text) + " is malformed");
        }
        return new TcpServer(text, host, port);
    }

    private static int port(String text, int start) {
        int port = 0;
        if (start == text.length() || text.length() - start > 5) {
            return -1;
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + c - '0';
        }
        return port > 65535 ? -1 : port;
    }

    private static boolean isHost(String host, boolean isBracketed) {
        if (host.isEmpty() || host.length() > 253 || (isBracketed && host.indexOf(':') < 0)) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean isWord =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean isOther = c == '.' || c == '-' || c == '_';
            if (!isWord && !isOther && !(isBracketed && (c == ':' || c == '%'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String name() {
        return "tcp " + Text.quote(text);
    }

    @Override
    public boolean isThere(Files files) throws InterruptedException {
        for (InetAddress address : Lookup.addresses(host)) {
            if (Connection.isAccepted(new InetSocketAddress(address, port))) {
                return true;
            }
        }
        return false;
    }
}
