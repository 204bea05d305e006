package ctk.cmd.shell.expansion;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the paths that a word with patterns means. */
final class Glob {

    private Glob() {}

    /** Return the paths in the order of their bytes, or the word itself if there are none. */
    static List<ByteString> expand(Field field) {
        ByteString word = field.bytes();
        List<ByteString> found = List.of(ByteString.of(""));
        boolean isPattern = false;
        int at = 0;
        while (at < word.length()) {
            int slash = word.indexOf('/', at);
            int end = slash < 0 ? word.length() : slash;
            int next = end;
            while (next < word.length() && word.at(next) == '/') {
                next++;
            }
            Pattern pattern = field.pattern(at, end);
            ByteString slashes = word.slice(end, next);
            if (pattern.isPattern()) {
                isPattern = true;
                found = matching(found, pattern, slashes);
            } else {
                ByteString name = word.slice(at, end);
                found = appended(found, name, slashes, isPattern);
            }
            at = next;
        }
        return !isPattern || found.isEmpty() ? List.of(word) : found;
    }

    private static List<ByteString> matching(
            List<ByteString> directories, Pattern pattern, ByteString slashes) {
        List<ByteString> all = new ArrayList<>();
        for (ByteString directory : directories) {
            DirectoryNames.of(directory).stream()
                    .map(DirectoryNames.Name::bytes)
                    .filter(pattern::matches)
                    .sorted(
                            Comparator.comparing(
                                    ByteString::toBytes, java.util.Arrays::compareUnsigned))
                    .map(name -> ByteString.join(directory, name, slashes))
                    .filter(path -> slashes.length() == 0 || exists(path))
                    .forEach(all::add);
        }
        return all;
    }

    private static List<ByteString> appended(
            List<ByteString> directories, ByteString name, ByteString slashes, boolean isBehind) {
        return directories.stream()
                .map(directory -> ByteString.join(directory, name, slashes))
                .filter(path -> !isBehind || exists(path))
                .toList();
    }

    /** Tell whether there is such a file; behind a slash a directory. */
    private static boolean exists(ByteString path) {
        ByteString self =
                path.at(path.length() - 1) == '/'
                        ? ByteString.join(path, ByteString.of("."))
                        : path;
        byte[] name = self.toBytes();
        int file = DirectoryCalls.openPath(DirectoryCalls.WORKING_DIRECTORY, name, 0, name.length);
        if (file < 0) {
            return false;
        }
        DirectoryCalls.close(file);
        return true;
    }
}
