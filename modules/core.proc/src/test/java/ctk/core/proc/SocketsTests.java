package ctk.core.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteOrder;
import java.util.List;

class SocketsTests {

    private static final String TCP =
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 10 0
               1: 0100007F:C000 0200007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 100 0 0 10 0
            """;

    @Test
    void readsListenersAndConnections() {
        List<Socket> all = Sockets.parse("tcp", TCP, ByteOrder.LITTLE_ENDIAN);
        assertEquals(2, all.size());
        assertEquals(
                new Socket(
                        "tcp",
                        ByteString.of("127.0.0.1:8080"),
                        ByteString.of(""),
                        "LISTEN",
                        1000,
                        4711),
                all.get(0));
        assertEquals(ByteString.of("127.0.0.2:80"), all.get(1).remote());
        assertEquals("ESTABLISHED", all.get(1).state());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0100007F:0050 | 127.0.0.1:80",
                "00000000:0000 | 0.0.0.0:*",
                "00000000000000000000000001000000:0050 | [::1]:80",
                "00000000000000000000000000000000:0050 | [::]:80",
                "B80D01200000000067452301EFCDAB89:01BB | [2001:db8::123:4567:89ab:cdef]:443",
                "0000000000000000FFFF00000100007F:0050 | [::ffff:127.0.0.1]:80",
                "0100007F | ''",
                "xyz:1 | ''"
            })
    void writesAddressesForPeople(String text, String shown) {
        assertEquals(shown, SocketAddress.of(text, ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void readsTheOtherByteOrder() {
        assertEquals("127.0.0.1:80", SocketAddress.of("7F000001:0050", ByteOrder.BIG_ENDIAN));
    }

    @Test
    void readsUnixSockets() {
        String text =
                """
                Num       RefCount Protocol Flags    Type St Inode Path
                ffff88810: 00000002 00000000 00010000 0001 01 815 /run/a b
                ffff88811: 00000003 00000000 00000000 0001 03 816
                ffff88812: 00000002 00000000 00000000 0002 01 817 @abstract
                forged line of a path with a newline
                """;
        List<Socket> all = Sockets.parseUnix(text);
        assertEquals(3, all.size());
        assertEquals(ByteString.of("/run/a b"), all.get(0).local());
        assertEquals("LISTEN", all.get(0).state());
        assertEquals("CONNECTED", all.get(1).state());
        assertEquals(817, all.get(2).inode());
    }

    @ParameterizedTest
    @CsvSource({"socket:[12], 12", "pipe:[12], -1", "socket:[x], -1", "/socket:[1], -1"})
    void knowsTheInodeOfALink(String target, long inode) {
        assertEquals(inode, Sockets.inode(target));
    }
}
