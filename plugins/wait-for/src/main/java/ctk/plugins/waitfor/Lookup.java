package ctk.plugins.waitfor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;

/**
 * The look-up of a host's addresses. It has a thread of its own since getaddrinfo(3) cannot be
 * interrupted; a daemon, so that one that is not answered keeps nobody waiting.
 */
final class Lookup extends Thread {

    static {
        // else a name that was not known is asked for again after 10 seconds, a known one after 30
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.ttl", "1");
    }

    private final String host;
    private volatile InetAddress[] found = {};

    private Lookup(String host) {
        super("lookup");
        this.host = host;
        setDaemon(true);
    }

    /**
     * Return the addresses of a host, none if it has none or they cannot be told.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    static InetAddress[] addresses(String host) throws InterruptedException {
        var lookup = new Lookup(host);
        lookup.start();
        lookup.join();
        return lookup.found;
    }

    @Override
    public void run() {
        try {
            found = InetAddress.getAllByName(host);
        } catch (UnknownHostException _) {
            // it may have one the next time
        }
    }
}
