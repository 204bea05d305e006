package ctk.core.proc;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.KernelException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The entries of a directory whose names are numbers: /proc, /proc/PID/fd. */
final class NumberedEntries {

    private NumberedEntries() {}

    /** Return them in ascending order. */
    static List<Integer> of(String path) throws KernelException {
        ByteString name = ProcFile.bytes(path);
        int directory =
                require(
                        name,
                        DirectoryCalls.openDirectory(
                                DirectoryCalls.WORKING_DIRECTORY,
                                name.toBytes(),
                                0,
                                name.length()));
        try {
            List<Integer> numbers = new ArrayList<>();
            DirectoryEntries entries = new DirectoryEntries();
            while (require(name, entries.read(directory)) > 0) {
                for (int i = 0; i < entries.directories(); i++) {
                    add(numbers, entries, entries.directory(i));
                }
                for (int i = 0; i < entries.others(); i++) {
                    add(numbers, entries, entries.other(i));
                }
            }
            Collections.sort(numbers);
            return numbers;
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    private static void add(List<Integer> numbers, DirectoryEntries entries, int at) {
        byte[] name = Arrays.copyOfRange(entries.bytes(), at, at + entries.nameLength(at));
        int number = ByteString.of(name).decimal(Integer.MAX_VALUE);
        if (number >= 0) {
            numbers.add(number);
        }
    }

    private static int require(ByteString path, int result) throws KernelException {
        if (result < 0) {
            throw new KernelException("read", path, -result);
        }
        return result;
    }
}
