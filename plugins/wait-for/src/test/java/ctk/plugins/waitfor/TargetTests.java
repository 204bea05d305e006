package ctk.plugins.waitfor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.plugins.testing.env.Entry;
import ctk.plugins.testing.env.MemoryFiles;
import ctk.plugins.testing.env.MemoryView;
import ctk.plugins.testing.env.Recorder;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Waiting for real sockets. */
@Timeout(60) // a wait that never ends must end the test
class TargetTests {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final MemoryFiles files = new MemoryFiles();

    @TempDir Path top;

    @Test
    void findsAServerAndSendsItNothing() throws Exception {
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            assertTrue(tcp("127.0.0.1", server.getLocalPort()).isThere(files));
            assertTrue(tcp("localhost", server.getLocalPort()).isThere(files));
            try (Socket accepted = server.accept()) {
                assertEquals(-1, accepted.getInputStream().read());
            }
        }
    }

    @Test
    void findsNoServerWhereNobodyListens() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            port = server.getLocalPort();
        }
        assertFalse(tcp("127.0.0.1", port).isThere(files));
        assertFalse(tcp("no-such-host.invalid", port).isThere(files));
    }

    @Test
    void findsAUnixSocketOnlyWhileItAccepts() throws Exception {
        Path path = top.resolve("socket");
        assertFalse(unix(path).isThere(files));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertTrue(unix(path).isThere(files));
            try (var accepted = server.accept()) {
                assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
            }
        }
        // the file stays behind
        assertTrue(java.nio.file.Files.exists(path));
        assertFalse(unix(path).isThere(files));
    }

    @Test
    void waitsUntilAServerComes() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 50, LOOPBACK)) {
            port = server.getLocalPort();
        }
        var target = new Counted(tcp("127.0.0.1", port));
        var waiting = new Waiting(new Wait(target, 1));
        waiting.start();
        while (target.looks < 3) {
            Thread.onSpinWait();
        }
        try (var server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(LOOPBACK, port));
            waiting.join();
        }
        assertEquals(null, waiting.failure);
    }

    @Test
    void endsBetweenTwoLooksWhenInterrupted() throws Exception {
        var target = new Counted(new ExistingFile("/none"));
        var waiting = new Waiting(new Wait(target, Integer.MAX_VALUE));
        waiting.start();
        while (target.looks < 1) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        waiting.join();
        assertInstanceOf(InterruptedException.class, waiting.failure);
    }

    @Test
    void endsWhileConnectingWhenInterrupted() throws Exception {
        // a full queue of a server that does not accept: what comes then is not answered
        try (var server = new ServerSocket(0, 1, LOOPBACK)) {
            var address = new InetSocketAddress(LOOPBACK, server.getLocalPort());
            var others = new ArrayList<Socket>();
            try {
                fill(address, others);
                var waiting = new Waiting(new Wait(tcp("127.0.0.1", address.getPort()), 1));
                waiting.start();
                while (!isConnecting(waiting)) {
                    Thread.onSpinWait();
                }
                waiting.interrupt();
                waiting.join();
                assertInstanceOf(InterruptedException.class, waiting.failure);
            } finally {
                for (Socket other : others) {
                    other.close();
                }
            }
        }
    }

    @Test
    void endsWhileConnectingToAUnixSocketWhenInterrupted() throws Exception {
        Path path = top.resolve("full");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path), 1);
            assertTrue(unix(path).isThere(files));
            assertTrue(unix(path).isThere(files));
            var waiting = new Waiting(new Wait(unix(path), 1));
            waiting.start();
            while (!isConnecting(waiting)) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
            waiting.join();
            assertInstanceOf(InterruptedException.class, waiting.failure);
        }
    }

    @Test
    void doesNotLookUpWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> tcp("localhost", 1).isThere(files));
        assertFalse(Thread.interrupted());
    }

    @Test
    void findsAFileOfAnyType() throws Exception {
        assertFalse(new ExistingFile("/x").isThere(files));
        files.link("/x");
        assertTrue(new ExistingFile("/x").isThere(files));
    }

    private static void fill(InetSocketAddress address, List<Socket> others)
            throws InterruptedException {
        for (int i = 0; i < 16; i++) {
            var socket = new Socket();
            others.add(socket);
            try {
                socket.connect(address, 200);
            } catch (java.io.IOException _) {
                return;
            }
        }
        throw new IllegalStateException("the queue of a server has no end");
    }

    private static boolean isConnecting(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getClassName().equals("sun.nio.ch.SocketChannelImpl")) {
                return true;
            }
        }
        return false;
    }

    private static Target tcp(String host, int port) {
        return new TcpServer(host + ":" + port, host, port);
    }

    private static Target unix(Path path) throws Exception {
        return UnixSocket.of(path.toString(), Entry.of(new WaitForStep()));
    }

    /** A target that tells how often it was looked at. */
    private static final class Counted implements Target {

        private final Target target;
        volatile int looks;

        Counted(Target target) {
            this.target = target;
        }

        @Override
        public String name() {
            return target.name();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // only one thread looks
        public boolean isThere(ctk.core.setup.Files files) throws InterruptedException {
            boolean isThere;
            try {
                isThere = target.isThere(files);
            } catch (ctk.core.setup.SetupException e) {
                throw new IllegalStateException(e);
            }
            looks++;
            return isThere;
        }
    }

    /** A thread that waits. */
    private static final class Waiting extends Thread {

        private final Wait wait;
        volatile @Nullable Exception failure;

        Waiting(Wait wait) {
            this.wait = wait;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                wait.apply(new Recorder(new MemoryView()));
            } catch (Exception e) {
                failure = e;
            }
        }
    }
}
