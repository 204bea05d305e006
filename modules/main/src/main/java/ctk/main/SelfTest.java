package ctk.main;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.FileInput;
import ctk.core.linux.Installation;
import ctk.core.linux.KernelException;
import ctk.core.linux.ProcessState;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** {@code ctk --self-test}: whether an installation is whole and works where it is. */
final class SelfTest {

    private static final String CHECKSUMS = "lib/ctk.sha256";
    private static final int PIECE = 65_536;
    private static final int SUM = 64; // hexadecimal digits
    private static final int ALL_ARCHIVES = 2;

    private final String home;
    private final StringBuilder report = new StringBuilder();
    private boolean failed;

    SelfTest(String home) {
        this.home = home;
    }

    void run() {
        checkFiles();
        if (Installation.archives() == ALL_ARCHIVES) {
            passed("archives", "used");
        } else {
            fail("archives", archives());
        }
        checkNativeCalls();
        passed("C library", library());
    }

    /** Return one line for each thing that was looked at, and for each file that is wrong. */
    String report() {
        return report.toString();
    }

    boolean failed() {
        return failed;
    }

    /** Return lines that say what this process runs on. */
    static String circumstances() {
        return "Java runtime: "
                + System.getProperty("java.runtime.version")
                + ", "
                + System.getProperty("java.vendor")
                + "\nC library: "
                + library()
                + "\narchives: "
                + (Installation.archives() == ALL_ARCHIVES ? "used" : archives())
                + "\n";
    }

    private static String library() {
        return Installation.hasOwnLibrary() ? "of the installation" : "of the machine";
    }

    private static String archives() {
        String which = Installation.archives() == 0 ? "none is used" : "lib/ctk.jsa is not used";
        return which + ": ctk works, and starts more slowly";
    }

    private void checkFiles() {
        int count = 0;
        try {
            for (String line : list()) {
                String name = line.substring(Math.min(SUM + 2, line.length()));
                count++;
                try {
                    if (!line.startsWith(sum(name) + "  ")) {
                        fail(name, "changed");
                    }
                } catch (IOException e) {
                    fail(name, cause(e));
                }
            }
            if (!failed) {
                passed("files", count + " unchanged");
            }
        } catch (IOException e) {
            fail(CHECKSUMS, cause(e));
        }
    }

    private void checkNativeCalls() {
        try {
            Credentials.current();
            ProcessState.current();
            passed("native calls", "work");
        } catch (KernelException e) {
            fail("native calls", cause(e));
        }
    }

    private void passed(String what, String how) {
        report.append("ok      ").append(what).append(": ").append(how).append('\n');
    }

    private void fail(String what, String how) {
        report.append("failed  ").append(what).append(": ").append(how).append('\n');
        failed = true;
    }

    private static String cause(IOException e) {
        return String.valueOf(e.getMessage());
    }

    private List<String> list() throws IOException {
        try (InputStream in = open(CHECKSUMS)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            in.transferTo(all);
            return List.of(all.toString(StandardCharsets.UTF_8).split("\n"));
        }
    }

    private String sum(String name) throws IOException {
        try (InputStream in = open(name)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private InputStream open(String name) throws IOException {
        InputStream in = FileInput.open(ByteString.of(home + "/" + name));
        if (in == null) {
            throw new IOException("missing");
        }
        return in;
    }
}
