package ctk.core.steps;

import ctk.core.linux.ByteString;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Directories with jars of steps. Not on the path of a start whose steps are all in the image. */
final class PluginDirectories {

    private PluginDirectories() {}

    /** Return the steps of the installation's directory and of further ones. */
    static List<Found> open(List<ByteString> directories) throws StepException {
        List<Path> jars = new ArrayList<>();
        Path own = Path.of(System.getProperty("java.home"), "lib", "plugins");
        if (Files.exists(own)) {
            jars.addAll(jars(own));
        }
        for (ByteString each : directories) {
            jars.addAll(jars(path(each)));
        }
        return jars.isEmpty() ? List.of() : PluginLayer.load(jars);
    }

    private static Path path(ByteString given) throws StepException {
        try {
            if (given.length() > 0) {
                return Path.of(given.toString());
            }
            throw new StepException("cannot read plugin directory '': it is empty", null);
        } catch (InvalidPathException e) {
            throw new StepException(
                    "cannot read plugin directory " + given.quoted() + ": it is no path", null, e);
        }
    }

    private static List<Path> jars(Path directory) throws StepException {
        try {
            Path real = PluginTrust.require(directory);
            List<Path> jars = new ArrayList<>();
            try (Stream<Path> files = Files.list(real)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    if (file.toString().endsWith(".jar")) {
                        jars.add(jar(file));
                    }
                }
            }
            return jars;
        } catch (IOException e) {
            throw new StepException(
                    "cannot read plugin directory " + quoted(directory) + ": " + reason(e),
                    null,
                    e);
        }
    }

    private static Path jar(Path file) throws StepException {
        try {
            PluginTrust.require(file);
        } catch (IOException e) {
            throw PluginLayer.refused(file, reason(e), null, e);
        }
        if (!Files.isRegularFile(file)) { // a FIFO would never be read to its end
            throw PluginLayer.refused(file, "it is no regular file", null, null);
        }
        return file;
    }

    static String quoted(Path path) {
        return ByteString.of(path.toString()).quoted();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof NotDirectoryException) {
            return "it is no directory";
        }
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : OneLine.of(e);
    }
}
