package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All built-ins of {@code ctk shell}: what is said of them. */
class ShellBuiltinsIT {

    /** The names that help lists, before those of ctk itself. */
    static List<String> names() throws Exception {
        String help = Run.ctk("shell", "-c", "help").expect(0).out();
        return help.lines()
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.strip().split(" ", -1)[0])
                .toList();
    }

    @Test
    void areThoseOfTheReadme() throws Exception {
        String readme = Files.readString(Image.TOP.resolve("README.md"));
        String section = readme.split("\n### Built-ins\n", -1)[1].split("\n## ", -1)[0];
        TreeSet<String> listed = new TreeSet<>();
        for (String row : section.lines().filter(line -> line.startsWith("| ")).toList()) {
            Pattern.compile("`(\\w+)`").matcher(row).results().forEach(m -> listed.add(m.group(1)));
        }
        assertEquals(String.join(" ", new TreeSet<>(names())), String.join(" ", listed));
        assertTrue(listed.size() > 30, listed.toString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void haveAHelpOfOneScreen(String name) throws Exception {
        if (name.equals("echo")) { // it writes what it is given
            assertEquals("--help\n", Run.ctk("shell", "-c", "echo --help").expect(0).out());
            return;
        }
        Run run = Run.ctk("shell", "-c", name + " --help").expect(0);
        assertTrue(run.out().startsWith("Usage: " + name), run.out());
        assertTrue(run.out().lines().count() <= 23, run.out());
        for (String line : run.out().lines().toList()) {
            assertTrue(line.length() <= 80, name + ": " + line);
        }
        assertEquals(run.out(), Run.ctk("shell", "-c", "help " + name).expect(0).out());
    }
}
