package ctk.core.files;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The files as they are now. */
public final class PresentFiles implements Files {

    /** Look at the files of this process, whenever asked. */
    public PresentFiles() {}

    @Override
    public @Nullable FileStatus status(String path) throws SetupException {
        Attempt attempt = Attempt.to("stat", path);
        FilePath file = FilePath.of(path, attempt);
        int directory = file.openParent(attempt);
        if (directory == -Errno.ENOENT) {
            return null;
        }
        attempt.require(directory);
        try {
            byte[] name = file.name();
            int opened = DirectoryCalls.openPath(directory, name, 0, name.length);
            return opened == -Errno.ENOENT ? null : status(attempt.require(opened), attempt);
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    private static FileStatus status(int file, Attempt attempt) throws SetupException {
        try {
            InodeFacts facts = new InodeFacts(1);
            long[] details = new long[FileCalls.DETAILS];
            attempt.require(facts.ofFile(file));
            attempt.require(FileCalls.details(file, details));
            return new FileStatus(type(facts), Ownership.of(facts), facts.mode(0), details[0]);
        } finally {
            DirectoryCalls.close(file);
        }
    }

    private static FileStatus.Type type(InodeFacts facts) {
        if (facts.isRegular(0)) {
            return FileStatus.Type.REGULAR;
        }
        if (facts.isDirectory(0)) {
            return FileStatus.Type.DIRECTORY;
        }
        return facts.isLink(0) ? FileStatus.Type.LINK : FileStatus.Type.OTHER;
    }

    @Override
    public byte[] read(String path, int most) throws SetupException {
        Attempt attempt = Attempt.to("read", path);
        FilePath file = FilePath.of(path, attempt);
        int directory = attempt.require(file.openParent(attempt));
        try {
            Entry.requireRegular(Entry.look(directory, file.name(), attempt), attempt);
            int opened = attempt.require(FileCalls.openForReading(directory, file.name()));
            try {
                InodeFacts facts = new InodeFacts(1);
                attempt.require(facts.ofFile(opened));
                Entry.requireRegular(facts, attempt); // another may have come into its place
                Content.requireAtMost(most, opened, attempt);
                return Content.read(opened, most, attempt);
            } finally {
                DirectoryCalls.close(opened);
            }
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    @Override
    public List<String> list(String path) throws SetupException {
        Attempt attempt = Attempt.to("list", path);
        int directory = FilePath.of(path, attempt).openWhole(attempt);
        try {
            DirectoryEntries entries = new DirectoryEntries();
            List<byte[]> names = new ArrayList<>();
            while (attempt.require(entries.read(directory)) > 0) {
                for (int i = 0; i < entries.directories(); i++) {
                    names.add(name(entries, entries.directory(i)));
                }
                for (int i = 0; i < entries.others(); i++) {
                    names.add(name(entries, entries.other(i)));
                }
            }
            names.sort(new ByBytes());
            return decode(names, attempt);
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    /** Any bytes may be names here, and the first other entry ends the search. */
    @Override
    public boolean isEmptyBut(String path, List<String> names) throws SetupException {
        Attempt attempt = Attempt.to("list", path);
        List<byte[]> known = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            known.add(ByteString.of(names.get(i)).toBytes());
        }
        int directory = FilePath.of(path, attempt).openWhole(attempt);
        try {
            DirectoryEntries entries = new DirectoryEntries();
            while (attempt.require(entries.read(directory)) > 0) {
                for (int i = 0; i < entries.directories(); i++) {
                    if (!isAmong(known, name(entries, entries.directory(i)))) {
                        return false;
                    }
                }
                for (int i = 0; i < entries.others(); i++) {
                    if (!isAmong(known, name(entries, entries.other(i)))) {
                        return false;
                    }
                }
            }
            return true;
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    private static boolean isAmong(List<byte[]> names, byte[] name) {
        for (int i = 0; i < names.size(); i++) {
            byte[] each = names.get(i);
            if (Arrays.equals(each, name) || TemporaryName.isOf(name, each)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] name(DirectoryEntries entries, int at) {
        return Arrays.copyOfRange(entries.bytes(), at, at + entries.nameLength(at));
    }

    private static List<String> decode(List<byte[]> names, Attempt attempt) throws SetupException {
        List<String> result = new ArrayList<>(names.size());
        for (byte[] bytes : names) {
            ByteString name = ByteString.of(bytes);
            String text = name.toString();
            if (!ByteString.of(text).equals(name)) {
                throw attempt.failure("the name " + name.quoted() + " in it is not UTF-8", null);
            }
            result.add(text);
        }
        return result;
    }

    private static final class ByBytes implements Comparator<byte[]> {
        @Override
        public int compare(byte[] one, byte[] other) {
            return Arrays.compareUnsigned(one, other);
        }
    }
}
