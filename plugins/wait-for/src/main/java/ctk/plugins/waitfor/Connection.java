package ctk.plugins.waitfor;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;

/** A connection that is made to see whether it can be, and closed at once. */
final class Connection {

    /**
     * Milliseconds after which a server that does not answer is given up until the next attempt.
     */
    private static final int TIMEOUT = 2000;

    private Connection() {}

    /**
     * Tell whether a server accepts a TCP connection.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    static boolean isAccepted(SocketAddress address) throws InterruptedException {
        try (SocketChannel channel = SocketChannel.open()) {
            // the socket of a channel knows a timeout, and ends when the thread is interrupted
            channel.socket().connect(address, TIMEOUT);
            return true;
        } catch (IOException e) {
            endIfInterrupted(e);
            return false;
        }
    }

    /**
     * Throw if an attempt failed because the thread was interrupted, or if it was since.
     *
     * @param e how it failed
     */
    static void endIfInterrupted(IOException e) throws InterruptedException {
        if (Thread.interrupted() || e instanceof ClosedByInterruptException) {
            throw new InterruptedException();
        }
    }
}
