package ctk.core.userdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

class AllEntriesTests {

    private static AllEntries of(String passwd, String group) throws Exception {
        return new AllEntries(source(passwd), source(group));
    }

    private static ByteSource source(String text) {
        return new ByteSource() {
            @Override
            public String name() {
                return "file";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(text.getBytes(UTF_8));
            }
        };
    }

    @Test
    void givesTheFirstNameOfAnId() throws Exception {
        AllEntries all = of("root:x:0:0::/root:/bin/sh\ntoor:x:0:0:::\n", "");
        assertEquals(ByteString.of("root"), all.userName(0));
        assertEquals(2, all.users().size());
    }

    @Test
    void leavesOutWhatIsMalformed() throws Exception {
        AllEntries all = of("a:x:nine:9:::\nb\nc:x:7:7:::\n", "# x:x:1:\ng:x:-1:\nh:x:5:c,,d\n");
        assertEquals(1, all.users().size());
        assertEquals(ByteString.of("c"), all.userName(7));
        assertEquals(1, all.groups().size());
        assertEquals(
                List.of(ByteString.of("c"), ByteString.of("d")), all.groups().getFirst().members());
        assertNull(all.groupName(1));
    }
}
