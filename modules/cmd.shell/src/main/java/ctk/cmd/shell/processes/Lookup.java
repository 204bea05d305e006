package ctk.cmd.shell.processes;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Asks the C library for the addresses of a name, in a thread that can be left behind. */
final class Lookup {

    static {
        // a shell lives long: it must see what is so now, not half a minute ago
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private Lookup() {}

    /**
     * Return the addresses of a name or an address, in the order in which they should be tried.
     *
     * @throws UnknownHostException if there are none
     * @throws InterruptedException soon after Ctrl-C
     */
    static List<InetAddress> addresses(String name)
            throws UnknownHostException, InterruptedException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(name));
        Thread thread = new Thread(task, "lookup");
        thread.setDaemon(true);
        thread.start();
        try {
            return List.of(task.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(e);
        }
    }
}
