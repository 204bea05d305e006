package ctk.core.steps;

import ctk.core.files.PresentFiles;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.userdb.ByteSource;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files as they will be: what was planned, and below it what is there. */
final class PlannedFiles implements Files {

    private static final FileStatus PARENT =
            new FileStatus(FileStatus.Type.DIRECTORY, Owner.ROOT, 0755, 0);

    private final Files present = new PresentFiles();
    private final Map<String, FileStatus> statuses = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();

    /** Note that a file will be so, and that there will be directories above it. */
    void put(String path, FileStatus status) {
        for (int slash = path.lastIndexOf('/');
                slash > 0;
                slash = path.lastIndexOf('/', slash - 1)) {
            String above = path.substring(0, slash);
            if (isThere(above)) {
                break;
            }
            statuses.put(above, PARENT);
        }
        statuses.put(path, status);
    }

    private boolean isThere(String path) {
        try {
            return status(path) != null;
        } catch (SetupException | UnforeseenException e) {
            return true; // nothing to add to what will be said of it
        }
    }

    void put(String path, byte[] content) {
        contents.put(path, content);
    }

    /** Note that nobody knows what will be below a directory. */
    void putUnknownBelow(String path) {
        unknown.add(path.equals("/") ? path : path + "/");
    }

    private void requireKnown(String path, boolean isContent) {
        for (int i = 0; i < unknown.size(); i++) {
            String directory = unknown.get(i);
            boolean isInside = isContent && (path + "/").equals(directory);
            if (isInside || path.startsWith(directory)) {
                throw new UnforeseenException();
            }
        }
    }

    /** Forget what was planned, since it is done. */
    void forget() {
        unknown.clear();
        statuses.clear();
        contents.clear();
    }

    @Override
    public @Nullable FileStatus status(String path) throws SetupException {
        requireKnown(path, false);
        FileStatus planned = statuses.get(path);
        return planned != null ? planned : present.status(path);
    }

    @Override
    public byte[] read(String path, int most) throws SetupException {
        requireKnown(path, false);
        byte[] planned = contents.get(path);
        if (planned == null) {
            return present.read(path, most);
        }
        if (planned.length > most) {
            throw new SetupException(
                    "cannot read " + Text.quote(path) + ": it is larger than " + most + " bytes");
        }
        return planned.clone();
    }

    @Override
    public List<String> list(String path) throws SetupException {
        requireKnown(path, true);
        return present.list(path);
    }

    /** A directory that is still to be made holds nothing but what is planned below it. */
    @Override
    public boolean isEmptyBut(String path, List<String> names) throws SetupException {
        requireKnown(path, true);
        for (String each : statuses.keySet()) {
            int slash = each.lastIndexOf('/');
            boolean isIn = (slash == 0 ? "/" : each.substring(0, slash)).equals(path);
            if (isIn && !names.contains(each.substring(slash + 1))) {
                return false;
            }
        }
        return present.status(path) == null || present.isEmptyBut(path, names);
    }

    /** Return a file as a source of users or groups. */
    ByteSource source(String path) {
        return new Source(this, path);
    }

    private record Source(PlannedFiles files, String name) implements ByteSource {
        @Override
        public @Nullable InputStream open() throws IOException {
            byte[] planned = files.contents.get(name);
            return planned != null
                    ? new ByteArrayInputStream(planned)
                    : FileInput.open(ByteString.of(name));
        }
    }
}
