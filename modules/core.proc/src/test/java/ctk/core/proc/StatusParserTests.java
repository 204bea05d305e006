package ctk.core.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;

import java.util.List;

class StatusParserTests {

    private static final String STATUS =
            """
            Name:\tsleep
            Umask:\t0022
            State:\tS (sleeping)
            Tgid:\t42
            Pid:\t42
            PPid:\t7
            Uid:\t1000\t1001\t1002\t1003
            Gid:\t100\t101\t102\t103
            Groups:\t4 20 4294967294\s
            VmRSS:\t    1536 kB
            Threads:\t3
            SigPnd:\t0000000000000000
            ShdPnd:\t0000000000000001
            SigBlk:\t0000000000000002
            SigIgn:\t8000000000000000
            SigCgt:\t0000000180000000
            CapInh:\t0000000000000000
            CapPrm:\t000001ffffffffff
            CapEff:\t0000000000000400
            CapBnd:\t00000000a80425fb
            CapAmb:\t0000000000000001
            NoNewPrivs:\t1
            Seccomp:\t2
            """;

    @Test
    void readsAllFields() {
        ProcessStatus status = StatusParser.parse(42, STATUS);
        assertEquals(42, status.pid());
        assertEquals(7, status.parent());
        assertEquals(ByteString.of("sleep"), status.name());
        assertEquals('S', status.state());
        assertEquals(List.of(1000L, 1001L, 1002L, 1003L), status.uids());
        assertEquals(1001, status.uid());
        assertEquals(101, status.gid());
        assertEquals(List.of(4L, 20L, 4294967294L), status.groups());
        assertEquals(3, status.threads());
        assertEquals(1536, status.resident());
        assertEquals(
                new CapabilitySets(0, 0x1ffffffffffL, 0x400, 0xa80425fbL, 1),
                status.capabilities());
        assertEquals(new SignalSets(0, 1, 2, Long.MIN_VALUE, 0x180000000L), status.signals());
        assertTrue(status.noNewPrivs());
        assertEquals(2, status.seccomp());
    }

    @Test
    void isNotMisledByTheNameOfAProcess() {
        String hostile = STATUS.replace("sleep\n", "x\\nUid:\\t0\\\\\u00ff\n");
        ProcessStatus status = StatusParser.parse(42, hostile);
        byte[] name = {'x', '\n', 'U', 'i', 'd', ':', 't', '0', '\\', (byte) 0xff};
        assertEquals(ByteString.of(name), status.name());
        assertEquals(1001, status.uid());
    }

    @Test
    void takesWhatIsMissingForNothing() {
        ProcessStatus status = StatusParser.parse(2, "Name:\tkthreadd\nPPid:\t0\n");
        assertEquals('?', status.state());
        assertEquals(0, status.uid());
        assertEquals(0, status.resident());
    }
}
