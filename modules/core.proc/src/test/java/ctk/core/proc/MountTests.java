package ctk.core.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;

import java.util.List;

class MountTests {

    private static final String LINES =
            """
            22 1 8:1 / / rw,relatime shared:1 master:2 - ext4 /dev/sda1 rw
            30 22 0:25 /sub\\040dir /mnt/a\\040b\\011c\\134d ro - tmpfs none rw,size=4k
            31 22 0:26 /docker/x /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            32 22 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            33 22 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            not a mount
            """;

    @Test
    void readsFieldsAndEscapes() {
        List<Mount> mounts = Mount.parse(LINES);
        assertEquals(5, mounts.size());
        assertEquals(ByteString.of("shared:1 master:2"), mounts.get(0).propagation());
        assertEquals(ByteString.of("/mnt/a b\tc\\d"), mounts.get(1).point());
        assertEquals(ByteString.of("/sub dir"), mounts.get(1).root());
        assertEquals(ByteString.of("tmpfs"), mounts.get(1).type());
        assertEquals(22, mounts.get(1).parent());
    }

    @Test
    void findsWhereControlGroupsAreMounted() {
        String text = "5:memory:/docker/x/y\n4:cpu,cpuacct:/\n3:pids:/p\n0::/app.slice\n";
        List<Cgroup> groups = Cgroup.parse(text, Mount.parse(LINES));
        assertEquals(ByteString.of("/sys/fs/cgroup/memory/y"), groups.get(0).directory());
        assertEquals(ByteString.of("/sys/fs/cgroup/cpu,cpuacct"), groups.get(1).directory());
        assertNull(groups.get(2).directory());
        assertEquals(2, groups.get(3).version());
        assertEquals(ByteString.of("/sys/fs/cgroup/unified/app.slice"), groups.get(3).directory());
    }

    @Test
    void doesNotClimbOutOfACgroupNamespace() {
        Cgroup group = Cgroup.parse("0::/../../other\n", Mount.parse(LINES)).getFirst();
        assertNull(group.directory());
    }

    @Test
    void readsLimits() {
        String text =
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                    + "Max open files            1024                 unlimited            files   "
                    + "  \n"
                    + "Max nice priority         0                    0                    \n";
        assertEquals(
                List.of(
                        new Limit("Max open files", "1024", "unlimited", "files"),
                        new Limit("Max nice priority", "0", "0", "")),
                Limit.parse(text));
    }

    @Test
    void readsDescriptors() {
        ByteString target = ByteString.of("/x");
        OpenFile file = OpenFile.parse(3, target, "pos:\t12\nflags:\t02002001\nmnt_id:\t5\n");
        assertEquals(12, file.position());
        assertEquals("w,append,cloexec", file.access());
        assertEquals("?", OpenFile.parse(3, target, "").access());
        assertEquals("path", OpenFile.parse(3, target, "flags:\t010000000\n").access());
    }

    @Test
    void namesSignals() {
        assertEquals("TERM", SignalName.of(15));
        assertEquals("RTMIN+1", SignalName.of(35));
        assertEquals(9, SignalName.parse("sigkill"));
        assertEquals(64, SignalName.parse("RTMIN+30"));
        assertEquals(-1, SignalName.parse("NOPE"));
        for (int number = 1; number <= 64; number++) {
            assertEquals(number, SignalName.parse(SignalName.of(number)));
        }
    }

    @Test
    void splitsArguments() {
        assertEquals(
                List.of(ByteString.of("a"), ByteString.of(""), ByteString.of("b")),
                Processes.split("a\0\0b\0"));
        assertEquals(List.of(ByteString.of("title")), Processes.split("title"));
    }
}
