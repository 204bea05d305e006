package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.StandardStream;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The controlling terminal of this process.
 *
 * @param isThere null if it is not known
 * @param name fit to be printed, or null
 * @param injection whether input can be forged
 */
record Terminal(@Nullable Boolean isThere, @Nullable String name, Injection injection) {

    private static final long PSEUDO_TERMINALS = 136; // UNIX98_PTY_SLAVE_MAJOR of linux/major.h

    static Terminal of(List<Stream> streams, Injection.Rights rights) {
        boolean isOpen = false;
        String name = null;
        Boolean isThere = null;
        for (Stream each : streams) {
            StandardStream stream = each.open();
            isOpen |= stream != null && stream.isTerminal();
            if (stream != null && stream.isControlling()) {
                isThere = true;
                ByteString target = each.target();
                name = target != null ? target.printable() : name;
            }
        }
        long device = deviceNumber();
        if (isThere == null) {
            isThere = device < 0 ? opens() : Boolean.valueOf(device != 0);
        }
        if (Boolean.TRUE.equals(isThere) && name == null && device > 0) {
            name = name(device);
        }
        return new Terminal(isThere, name, Injection.of(isThere, isOpen, rights));
    }

    /** Return tty_nr of /proc/self/stat, 0 for no terminal, -1 if it cannot be read. */
    private static long deviceNumber() {
        String stat = ProcFile.text("/proc/self/stat");
        if (stat == null) {
            return -1;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Integer.toUnsignedLong(Integer.parseInt(fields[4]));
    }

    /** Ask /dev/tty, which tells by ENXIO that there is none (tty(4)). */
    private static @Nullable Boolean opens() {
        byte[] path = ByteString.of("/dev/tty").toBytes();
        int file = DirectoryCalls.openFile(DirectoryCalls.WORKING_DIRECTORY, path, true);
        if (file >= 0) {
            DirectoryCalls.close(file);
            return true;
        }
        return file == -Errno.ENXIO ? false : null;
    }

    private static String name(long device) {
        long major = device >> 8 & 0xfff;
        long minor = (device & 0xff) | (device >> 12 & 0xfff00);
        return major == PSEUDO_TERMINALS ? "/dev/pts/" + minor : "device " + major + ":" + minor;
    }

    /** Return it in words. */
    String words() {
        if (isThere == null) {
            return "cannot tell without /proc and /dev/tty";
        }
        return isThere ? name != null ? name : "there is one" : "none";
    }
}
