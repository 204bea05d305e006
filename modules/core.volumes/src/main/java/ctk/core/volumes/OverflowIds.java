package ctk.core.volumes;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * The ids that the kernel shows for all owners without a number in this user namespace
 * (user_namespaces(7)). So a file of that id need not belong to who has it here.
 */
final class OverflowIds {

    private static final int USUAL = 65534;

    /** A map of one line that takes every id to itself, as of the first namespace. */
    private static final String ALL = "0 0 4294967295";

    private OverflowIds() {}

    /** Tell whether files that seem to belong to either id may be of others. */
    static boolean holds(Owner owner) {
        return stands(owner.uid(), "uid") || stands(owner.gid(), "gid");
    }

    /**
     * Tell whether an id stands for others, too.
     *
     * @param kind uid or gid
     */
    static boolean stands(long id, String kind) {
        if (id == Owner.ANY) {
            return false;
        }
        String number = read("/proc/sys/kernel/overflow" + kind);
        long overflow = number == null ? USUAL : ByteString.of(number).decimal(Integer.MAX_VALUE);
        return id == overflow && !ALL.equals(read("/proc/self/" + kind + "_map"));
    }

    /** Return a line without what is blank at its ends and twice; null if it cannot be read. */
    private static @Nullable String read(String path) {
        try (FileInput file = FileInput.open(ByteString.of(path))) {
            return file == null ? null : words(file.readNBytes(4096));
        } catch (IOException e) {
            return null;
        }
    }

    private static String words(byte[] text) {
        StringBuilder words = new StringBuilder();
        for (byte b : text) {
            if (b > ' ') {
                words.append((char) b);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString().strip();
    }
}
