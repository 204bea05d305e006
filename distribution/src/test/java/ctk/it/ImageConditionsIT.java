package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * ctk starts in images of three kinds, whatever is taken from the container: by podman what it has
 * options for, by runc the rest. Needs root.
 */
@ParameterizedClass
@EnumSource(ImageConditionsIT.Kind.class)
@LeftOutWhenSealed("the images have the launcher of the tarball, and seal by themselves")
class ImageConditionsIT {

    private static final String DROPPED = " --cap-drop=ALL --cap-add=SETUID,SETGID,CHOWN";
    private static final String READ_ONLY = " --read-only --read-only-tmpfs=false";

    /** An image of the examples, its user, and what prints the user's id first. */
    enum Kind {
        SCRATCH("scratch-service", "app", 10001, "server"),
        DEBIAN("debian-service", "redis", 999, "id -u"),
        MUSL("alpine-service", "app", 10001, "id -u");

        private final String example;
        private final String user;
        private final int id;
        private final String command;

        Kind(String example, String user, int id, String command) {
            this.example = example;
            this.user = user;
            this.id = id;
            this.command = command;
        }

        String image() throws Exception {
            return this == SCRATCH
                    ? PodmanImages.example(example, ImageExamplesIT.staticProgram())
                    : PodmanImages.example(example);
        }

        private List<String> ctk(String who) {
            List<String> words =
                    new ArrayList<>(List.of(PodmanImages.HOME + "/bin/ctk", "run", who));
            words.add("--");
            words.addAll(List.of(command.split(" ", -1)));
            return words;
        }

        private void expect(Run run) {
            String out = run.expect(0).out();
            assertTrue(out.startsWith(id + "\n") || out.contains("\nuid " + id + " "), out);
        }
    }

    private final Kind kind;

    ImageConditionsIT(Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    static void needsPodman() {
        PodmanImages.assume();
        Installed.assume("musl-gcc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                READ_ONLY,
                DROPPED,
                " --security-opt=no-new-privileges",
                " --uidmap=0:200000:65536 --gidmap=0:200000:65536",
                " --memory=24m --memory-swap=24m",
                " --pids-limit=16",
                READ_ONLY
                        + DROPPED
                        + " --security-opt=no-new-privileges --memory=24m --memory-swap=24m"
                        + " --pids-limit=16",
            })
    void becomesTheUserWith(String options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--entrypoint="));
        all.addAll(List.of(options.strip().split(" ", 0)));
        all.removeIf(String::isEmpty);
        String[] command = kind.ctk(kind.user).toArray(String[]::new);
        kind.expect(PodmanImages.run(all, kind.image(), command));
    }

    /** Neither /tmp, nor files of users, nor a terminal or anything else in /dev but null. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void becomesANumberWhereHardlyAnythingIs(boolean isReadOnly) throws Exception {
        Path devices = Image.directory("dev");
        Run.of(List.of("mknod", "-m", "666", devices.resolve("null").toString(), "c", "1", "3"))
                .expect(0);
        String number = kind.id + ":" + kind.id;
        Run run = withoutFiles(devices, isReadOnly, number);
        kind.expect(run);
        Run named = withoutFiles(devices, isReadOnly, kind.user);
        named.expectError(
                125,
                "ctk run: cannot resolve user '"
                        + kind.user
                        + "': no such user '"
                        + kind.user
                        + "'\n"
                        + "hint: add the user to the image, or give UID:GID as numbers, which need"
                        + " no entry");
    }

    private Run withoutFiles(Path devices, boolean isReadOnly, String who) throws Exception {
        List<String> mounts = List.of(Bundle.bind(devices, Path.of("/dev"), "rw"));
        Bundle bundle = bundle(mounts, isReadOnly, who);
        for (String path : List.of("/tmp", "/etc/passwd", "/etc/group")) {
            hide(bundle, path);
        }
        try {
            return Run.of(bundle.command());
        } finally {
            bundle.delete();
        }
    }

    /** In an upper layer a device 0, 0 says that there is no such file (overlayfs.rst). */
    private static void hide(Bundle bundle, String path) throws Exception {
        Path file = bundle.upper(path);
        Files.createDirectories(file.getParent());
        Run.of(List.of("mknod", file.toString(), "c", "0", "0")).expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp", "/etc/group"})
    void becomesTheUserWithoutProcAnd(String path) throws Exception {
        Bundle bundle = bundle(List.of(), false, kind.user);
        hide(bundle, path);
        String[] command = kind.ctk(kind.user).toArray(String[]::new);
        kind.expect(Run.of(bundle.bare(command)));
    }

    private Bundle bundle(List<String> mounts, boolean isReadOnly, String who) throws Exception {
        Bundle.Particulars particulars =
                new Bundle.Particulars(mounts, "", "0:0", List.of(), isReadOnly);
        Bundle bundle = Bundle.on(PodmanImages.files(kind.image()), particulars, kind.ctk(who));
        assertEquals(0, Files.getAttribute(bundle.lower(), "unix:uid"));
        return bundle;
    }
}
