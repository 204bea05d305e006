package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Installations that are not as they were built: ctk works without its archives and says nothing,
 * and {@code --self-test} finds what changed. Needs root.
 */
class SelfTestIT {

    private static final String NOT_USED = ": ctk works, and starts more slowly\n";

    /** Copy the image, and what is in it when a script of sh has run in it. */
    private static Tarball changed(String script) throws Exception {
        Path home = Image.directory("changed").resolve("ctk");
        Run.of(List.of("cp", "-a", Image.HOME.toString(), home.toString())).expect(0);
        Run.of(List.of("env", "-C", home.toString(), "sh", "-euc", script)).expect(0);
        return new Tarball(home);
    }

    private static void works(Tarball image) throws Exception {
        Run run = image.run("run", "nobody", "--", "id", "-u").expect(0);
        assertEquals("65534\n", run.out());
        assertEquals("", run.err());
        Run other = image.run("whoami").expect(0);
        assertEquals("", other.err());
    }

    private static String archives(Tarball image) throws Exception {
        String out = image.run("--version", "--verbose").expect(0).out();
        return out.substring(out.indexOf("archives: ") + "archives: ".length());
    }

    /** An archive is bound to the contents of the other files alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "find . | xargs touch -d 2001-02-03",
                "tar -cf - . | (cd .. && mkdir t && tar --touch -xf - -C t) && rm -r * && mv ../t/*"
                        + " .",
                "chmod -R a-w .",
            })
    void usesItsArchivesInACopy(String script) throws Exception {
        Tarball image = changed(script);
        assertEquals("used\n", archives(image));
        assertEquals("", image.run("--self-test").expect(0).err());
        works(image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "truncate -s 5000000 lib/server/classes.jsa             | none is used",
                "truncate -s 100 lib/server/classes.jsa                 | none is used",
                "truncate -s 0 lib/server/classes.jsa                   | none is used",
                "rm lib/server/classes.jsa                              | none is used",
                "rm lib/*.jsa lib/server/*.jsa                     | none is used",
                "printf x >x; dd status=none if=x of=lib/server/classes.jsa conv=notrunc | none is"
                        + " used",
                "cp bin/ctk lib/server/classes.jsa                      | none is used",
                "truncate -s 5000000 lib/ctk.jsa                 | lib/ctk.jsa is not used",
                "truncate -s 0 lib/ctk.jsa                       | lib/ctk.jsa is not used",
                "rm lib/ctk.jsa                                  | lib/ctk.jsa is not used",
                "printf x >x; dd status=none if=x of=lib/ctk.jsa conv=notrunc | lib/ctk.jsa is not"
                        + " used",
                "cp lib/server/classes.jsa lib/ctk.jsa                  | lib/ctk.jsa is not used",
            })
    void worksWithoutItsArchives(String script, String which) throws Exception {
        Tarball image = changed(script);
        works(image);
        assertEquals(which + NOT_USED, archives(image));
        Run test = image.run("--self-test").expect(1);
        assertTrue(test.out().contains("failed  archives: " + which + NOT_USED), test.out());
        assertTrue(test.out().contains("failed  lib/"), test.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "printf x >x; dd status=none if=x of=lib/ctk.jsa bs=1 seek=9000000 conv=notrunc |"
                        + " lib/ctk.jsa: changed",
                "printf x >> lib/ctk.jsa                          | lib/ctk.jsa: changed",
                "printf x >> bin/ctk                              | bin/ctk: changed",
                "printf x >> lib/libnet.so                        | lib/libnet.so: changed",
                "rm lib/libverify.so                              | lib/libverify.so: missing",
                "rm lib/tzdb.dat                                  | lib/tzdb.dat: missing",
                "rm lib/ctk.sha256                                | lib/ctk.sha256: missing",
                "mv lib/tzdb.dat x; mkdir lib/tzdb.dat  | lib/tzdb.dat: cannot read",
            })
    void findsWhatIsNotAsItWasBuilt(String script, String expected) throws Exception {
        Run test = changed(script).run("--self-test").expect(1);
        assertEquals(1, test.out().lines().filter(line -> line.startsWith("failed")).count());
        assertTrue(test.out().contains("failed  " + expected), test.out());
    }

    @Test
    void itsChecksumsAreThoseOfSha256sum() throws Exception {
        String script = "cd \"$1\" && sha256sum --strict --quiet -c lib/ctk.sha256";
        Run.of(List.of("sh", "-c", script, "sh", Image.HOME.toString())).expect(0);
        List<String> files = Files.readAllLines(Image.HOME.resolve("lib/ctk.sha256"));
        String all = "find \"$1\" -type f | wc -l";
        String count = Run.of(List.of("sh", "-c", all, "sh", Image.HOME.toString())).out().strip();
        assertEquals(Integer.parseInt(count), files.size() + 1);
    }

    /** Emulated: what an archive or the VM takes for granted of a CPU ends it there. */
    @ParameterizedTest
    @ValueSource(strings = {"Nehalem", "Haswell", "max"})
    void runsOnOtherCpus(String model) throws Exception {
        String emulator = Installed.assume("qemu-x86_64-static");
        String script =
                """
                cd lib/glibc; mv ld-linux-x86-64.so.2 loader
                cat > ld-linux-x86-64.so.2 <<END
                #!/bin/sh
                exec %s -cpu %s $PWD/loader "\\$@" 2> $PWD/said
                END
                chmod +x ld-linux-x86-64.so.2
                """;
        Tarball image = changed(script.formatted(emulator, model));
        Run run = image.run("run", "nobody", "--", "id", "-u").expect(0);
        assertEquals("65534\n", run.out());
        assertTrue(Files.exists(image.path("lib/glibc/said")), "it was not emulated");
        assertEquals("used\n", archives(image));
        image.run("whoami").expect(0);
    }
}
