package ctk.plugins.waitfor;

import ctk.core.setup.Files;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;

/**
 * A socket of the Unix domain (unix(7)).
 *
 * @param path its absolute path
 * @param address the same
 */
record UnixSocket(String path, UnixDomainSocketAddress address) implements Target {

    /** What sun_path takes, without the NUL that ends it and the byte that Java keeps free. */
    private static final int MOST = 106;

    static UnixSocket of(String path, Settings settings) throws SetupException {
        if (path.getBytes(StandardCharsets.UTF_8).length > MOST) {
            throw settings.refuse("unix", Text.quote(path) + " has more than " + MOST + " bytes");
        }
        try {
            return new UnixSocket(path, UnixDomainSocketAddress.of(path));
        } catch (InvalidPathException _) {
            throw settings.refuse(
                    "unix", Text.quote(path) + " has characters that the locale does not know");
        }
    }

    @Override
    public String name() {
        return "unix " + Text.quote(path);
    }

    @Override
    public boolean isThere(Files files) throws InterruptedException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.isConnected();
        } catch (IOException e) {
            Connection.endIfInterrupted(e);
            return false;
        }
    }
}
