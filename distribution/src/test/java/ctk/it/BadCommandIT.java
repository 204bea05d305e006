package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Commands that cannot be executed (126) or found (127), and how PATH is searched: as the target,
 * by absolute elements only, without a shell behind it. Needs root.
 */
class BadCommandIT {

    private static final String RELATIVE =
            "ctk run: cannot execute 'tool': it was found by an empty or relative element of PATH";

    private Path directory = Path.of("/");

    @BeforeEach
    void makeCommands() throws Exception {
        directory = Image.directory("commands");
        Files.createDirectory(directory.resolve("folder"));
        write("good/tool", "rwxr-xr-x", "#!/bin/sh\necho good\n");
        write("other/tool", "rwxr-xr-x", "#!/bin/sh\necho other\n");
        write("plain/tool", "rw-r--r--", "#!/bin/sh\necho plain\n");
        write("root/tool", "rwx------", "#!/bin/sh\necho root\n");
        write("text/tool", "rwxr-xr-x", "echo text\n");
        write("empty/tool", "rwxr-xr-x", "");
        write("elf/tool", "rwxr-xr-x", "\u007fELF\u0002\u0001\u0001 no more");
        write("script/tool", "rwxr-xr-x", "#!/nonexistent/interpreter\n");
        write("behind/tool", "rwxr-xr-x", "#!" + directory.resolve("folder") + "\n");
        write("locked/tool", "rwxr-xr-x", "#!/bin/sh\necho locked\n");
        Files.setPosixFilePermissions(
                directory.resolve("locked"), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(directory.resolve("isfolder/tool"));
        Files.createDirectory(directory.resolve("links"));
        Files.createSymbolicLink(directory.resolve("links/loop"), Path.of("loop"));
        Files.createSymbolicLink(directory.resolve("links/dangling"), Path.of("nowhere"));
    }

    @ParameterizedTest
    @CsvSource({
        "folder, permission denied",
        "plain/tool, permission denied",
        "root/tool, permission denied",
        "locked/tool, permission denied",
        "text/tool, exec format error",
        "empty/tool, exec format error",
        "elf/tool, exec format error",
        "script/tool, its interpreter is missing",
        "behind/tool, permission denied",
        "good/tool/more, not a directory",
        "links/loop, too many levels of symbolic links",
    })
    void refusesWhatCannotBeExecuted(String path, String cause) throws Exception {
        String command = directory.resolve(path).toString();
        Run.ctk("run", "nobody", "--", command)
                .expectError(126, "ctk run: cannot execute '" + command + "': " + cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "missing/tool", "links/dangling"})
    void doesNotFindAPathThatLeadsNowhere(String path) throws Exception {
        String command = directory.resolve(path).toString();
        Run.ctk("run", "nobody", "--", command)
                .expectError(
                        127, "ctk run: cannot find '" + command + "': no such file or directory");
    }

    /** Root may execute what its mode allows to anybody at all, the target only what it may. */
    @Test
    void asksAsTheTarget() throws Exception {
        String command = directory.resolve("root/tool").toString();
        assertEquals("root\n", Run.ctk("run", "root", "--", command).expect(0).out());
        Run.ctk("run", "65534", "--", command)
                .expectError(126, "ctk run: cannot execute '" + command + "': permission denied");
    }

    @Test
    void refusesWhatLiesOnANoexecMount() throws Exception {
        String script =
                "mount -t tmpfs -o noexec t folder && cp good/tool folder && chmod 755 folder && "
                        + "PATH=$PWD/folder exec "
                        + Image.CTK
                        + " run nobody -- \"$@\"";
        for (String command : List.of("folder/tool", "tool")) {
            StartState.PLAIN
                    .and("--chdir=" + directory)
                    .run(List.of("unshare", "-m", "sh", "-c", script, "sh", command))
                    .expectError(
                            126, "ctk run: cannot execute '" + command + "': permission denied");
        }
    }

    @Test
    void refusesMoreArgumentsThanTheKernelTakes() throws Exception {
        Marker marker = Marker.create();
        String home = "/" + "h".repeat(200_000); // one string may have 128 KiB (execve(2))
        marker.expectRefusal(
                EtcFiles.ofUsers("app:x:5:5::" + home + ":\n")
                        .ctk(marker.after("run", "app", "--")),
                126,
                "ctk run: cannot execute '/usr/bin/touch': argument list too long");
    }

    @ParameterizedTest
    @CsvSource({
        "good, good",
        "good:other, good",
        "other:good, other",
        "folder:missing:good, good",
        "isfolder:good, good",
        "plain:good, good",
        "root:good, good",
        "locked:good, good",
        "plain:root:locked:isfolder:other, other",
    })
    void takesTheFirstThatTheTargetMayExecute(String path, String word) throws Exception {
        assertEquals(word + "\n", inPath(absolute(path)).expect(0).out());
    }

    /** The search ends at the first match: exactly one execve, and no shell for what has no #!. */
    @ParameterizedTest
    @CsvSource({
        "text:good, exec format error",
        "empty:good, exec format error",
        "elf:good, exec format error",
        "script:good, its interpreter is missing",
        "plain, permission denied",
        "root, permission denied",
        "missing:plain:isfolder, permission denied",
    })
    void executesNothingElseIfTheFirstMatchFails(String path, String cause) throws Exception {
        inPath(absolute(path)).expectError(126, "ctk run: cannot execute 'tool': " + cause);
    }

    @Test
    void saysThatTheUserMayNotLookIntoAllOfPath() throws Exception {
        inPath(absolute("locked:missing"))
                .expectError(
                        127,
                        "ctk run: cannot find 'tool': not in PATH, or in a directory that the user"
                                + " may not search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "isfolder", "good/tool", "links"})
    void doesNotFindWhatIsNotInPath(String path) throws Exception {
        inPath(absolute(path)).expectError(127, "ctk run: cannot find 'tool': not in PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "good", ".", "./good", ":/bin", "/nonexistent::/bin", "/bin:"})
    void refusesAMatchByAnEmptyOrRelativeElement(String path) throws Exception {
        write("tool", "rwxr-xr-x", "#!/bin/sh\necho here\n");
        inPath(path).expectError(126, RELATIVE);
    }

    @Test
    void passesOverRelativeElementsWithoutAMatch() throws Exception {
        String path = ":missing:." + ":" + directory.resolve("good");
        assertEquals("good\n", inPath(path).expect(0).out());
    }

    @Test
    void doesNotSearchWithoutPath() throws Exception {
        StartState.of("--env-clear", "--chdir=" + directory.resolve("good"))
                .ctk("run", "nobody", "--", "tool")
                .expectError(127, "ctk run: cannot find 'tool': PATH is not set");
    }

    @Test
    void needsNoPathForANameWithASlash() throws Exception {
        Run run =
                StartState.of("--env-clear", "--chdir=" + directory)
                        .ctk("run", "nobody", "--", "good/tool");
        assertEquals("good\n", run.expect(0).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new\\nline   | new\\x0aline",
                "caf\\xe9     | caf\\xe9",
                "\\x1b[2J     | \\x1b[2J",
                "--           | --",
            })
    void showsAnyNameOnOneLine(String name, String shown) throws Exception {
        StartState.PLAIN
                .ctk("run", "nobody", "--", name)
                .expectError(127, "ctk run: cannot find '" + shown + "': not in PATH");
    }

    @Test
    void saysThatTheNameIsEmpty() throws Exception {
        Run.ctk("run", "nobody", "--", "")
                .expectError(127, "ctk run: cannot find '': the name is empty");
    }

    @Test
    void doesNotFindANameLongerThanAnyPath() throws Exception {
        String name = "x".repeat(5000);
        Run.ctk("run", "nobody", "--", name)
                .expectError(127, "ctk run: cannot find '" + name + "': not in PATH");
        Run.ctk("run", "nobody", "--", "/" + name)
                .expectError(126, "ctk run: cannot execute '/" + name + "': file name too long");
    }

    private Run inPath(String path) throws Exception {
        return StartState.of("--env-clear", "--chdir=" + directory, "--env=PATH=" + path)
                .ctk("run", "nobody", "--", "tool");
    }

    private String absolute(String path) {
        return directory + "/" + path.replace(":", ":" + directory + "/");
    }

    private void write(String name, String mode, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
