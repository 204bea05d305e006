package ctk.core.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LinkedFilesTests {

    @Test
    void knowsAFileByDeviceAndInode() {
        LinkedFiles files = new LinkedFiles();
        assertTrue(files.isFirst(1, 7));
        assertFalse(files.isFirst(1, 7));
        assertTrue(files.isFirst(2, 7));
        assertTrue(files.isFirst(1, 8));
        assertFalse(files.isFirst(2, 7));
    }

    @Test
    void knowsEachOfManyFiles() {
        LinkedFiles files = new LinkedFiles();
        for (long inode = 1; inode <= 100_000; inode++) {
            assertTrue(files.isFirst(inode % 3, inode * 4096), "inode " + inode);
        }
        for (long inode = 1; inode <= 100_000; inode++) {
            assertFalse(files.isFirst(inode % 3, inode * 4096), "inode " + inode);
        }
    }

    @Test
    void takesLaterFilesForNewWhenItIsFullAndStillKnowsTheEarlier() {
        LinkedFiles files = new LinkedFiles();
        int known = 0;
        for (long inode = 1; inode <= 300_000; inode++) {
            assertTrue(files.isFirst(1, inode));
        }
        for (long inode = 1; inode <= 300_000; inode++) {
            known += files.isFirst(1, inode) ? 0 : 1;
        }
        assertEquals(196_608, known);
    }
}
