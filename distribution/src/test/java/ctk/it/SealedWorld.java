package ctk.it;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A world with a /etc and /srv of its own, in which starts are sealed, and decided both ways: what
 * sealed_cases.c asks. In its strings each character is a byte.
 */
final class SealedWorld implements AutoCloseable {

    private static final String KERNEL = "modules/core.linux/src/main/native/";

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final Path complaints;

    private SealedWorld(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Make one. */
    static SealedWorld create() throws Exception {
        String include = System.getProperty("java.home") + "/include";
        Cc cc =
                Cc.product()
                        .with(
                                List.of(
                                        "-pthread",
                                        "-rdynamic",
                                        "-Wl,--wrap=perform_decision",
                                        "-DBUILD_ID=\"" + buildId() + "\"",
                                        "-I" + Image.TOP.resolve(KERNEL),
                                        "-I" + include,
                                        "-I" + include + "/linux"));
        Stream<String> kernel =
                Stream.of("kernel directory job process file privilege self seal look".split(" "))
                        .map(name -> Image.TOP.resolve(KERNEL + name + ".c").toString());
        Stream<String> own =
                Stream.of("sealed_cases.c", "sealed_cases_world.c", "sealed_cases_process.c");
        Path directory = Image.directory("cases");
        String[] sources = Stream.concat(own, kernel).toArray(String[]::new);
        Path program = cc.compileSealed(directory.resolve("sealed_cases"), sources);
        Path complaints = directory.resolve("complaints");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), Image.HOME.toString());
        builder.environment().clear();
        return new SealedWorld(builder.redirectError(complaints.toFile()).start(), complaints);
    }

    /** What the image was built as: the launcher has it as text. */
    private static String buildId() throws IOException {
        byte[] launcher = Files.readAllBytes(Path.of(Image.CTK));
        String text = new String(launcher, StandardCharsets.ISO_8859_1);
        Matcher found = Pattern.compile("(?<=\0)[0-9a-f]{64}(?=\0)").matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no build id in " + Image.CTK);
        }
        return found.group();
    }

    /** End the program; fail if it did not end well. */
    @Override
    public void close() throws IOException {
        requests.close();
        if (waitFor() != 0) {
            throw new IOException(Files.readString(complaints));
        }
    }

    /** Return what the program said before it ended. */
    private IOException ended(IOException cause) throws IOException {
        process.destroyForcibly();
        waitFor();
        return new IOException(Files.readString(complaints), cause);
    }

    private int waitFor() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    // ---- files ----

    /** Remove all there is; the sealed file may stay. */
    void wipe(boolean isSealedKept) throws IOException {
        requests.writeByte('W');
        requests.writeInt(isSealedKept ? 1 : 0);
    }

    void directory(String path, int mode, int uid, int gid) throws IOException {
        request('D', path);
        status(mode, uid, gid);
    }

    void file(String path, int mode, int uid, int gid, String bytes) throws IOException {
        request('F', path);
        status(mode, uid, gid);
        SealedProcess.text(requests, bytes);
    }

    /** Change the mode and owner of what is there. */
    void status(String path, int mode, int uid, int gid) throws IOException {
        request('S', path);
        status(mode, uid, gid);
    }

    void append(String path, String bytes) throws IOException {
        request('A', path);
        SealedProcess.text(requests, bytes);
    }

    void link(String path, String target, int uid) throws IOException {
        request('L', path);
        SealedProcess.text(requests, target);
        status(0, uid, uid);
    }

    void rename(String path, String other) throws IOException {
        request('N', path);
        SealedProcess.text(requests, other);
    }

    /** Remove a file or an empty directory. */
    void remove(String path) throws IOException {
        request('R', path);
    }

    private void request(char letter, String path) throws IOException {
        requests.writeByte(letter);
        SealedProcess.text(requests, path);
    }

    private void status(int mode, int uid, int gid) throws IOException {
        requests.writeInt(mode);
        requests.writeInt(uid);
        requests.writeInt(gid);
    }

    // ---- starts ----

    /**
     * What Java decided, or the launcher.
     *
     * @param record of the decision, or one byte, an exit code
     * @param err what was printed
     */
    record Decided(String record, String err) {
        boolean isExit(int code) {
            return record.equals(Character.toString(code));
        }
    }

    /**
     * Both ways of a start that is sealed.
     *
     * @param isChanged whether the usual one changed a file
     * @param sealedRun the whole start, if it was made
     */
    record Both(
            Decided sealed,
            Decided usual,
            boolean isChanged,
            @Nullable Run sealedRun,
            @Nullable Run usualRun) {}

    /** Let Java decide, and do what belongs to that. */
    Decided decide(SealedProcess start) throws IOException {
        requests.writeByte('P');
        start.write(requests);
        try {
            requests.flush();
            return new Decided(text(), text());
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /**
     * Decide a start both ways.
     *
     * @param isReal whether to make it, too
     * @return null if it is not sealed
     */
    @Nullable Both start(SealedProcess start, boolean isReal) throws IOException {
        requests.writeByte('G');
        start.write(requests);
        requests.writeInt(isReal ? 1 : 0);
        try {
            requests.flush();
            if (answers.readInt() == 0) {
                return null;
            }
            Decided sealed = new Decided(text(), text());
            Decided usual = new Decided(text(), text());
            boolean isChanged = answers.readInt() != 0;
            Run first = isReal ? run(start) : null;
            return new Both(sealed, usual, isChanged, first, isReal ? run(start) : null);
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private Run run(SealedProcess start) throws IOException {
        return new Run(start.argv(), answers.readInt(), text(), text());
    }

    private String text() throws IOException {
        byte[] bytes = new byte[answers.readInt()];
        if (answers.readNBytes(bytes, 0, bytes.length) != bytes.length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
