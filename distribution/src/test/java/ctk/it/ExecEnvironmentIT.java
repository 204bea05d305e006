package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Variables that programs of the step exec set, and whom they reach. */
@LeftOutWhenSealed("the step exec has no guard, and a start with it is never sealed")
class ExecEnvironmentIT {

    /** A program that sets what it is told to, and one of root behind it. */
    private static final String TWO =
            """
            user = '%s'
            [[step]]
            use = 'exec'
            command = ['sh', '-c', 'cat /set >&3']
            user = '%s'
            environment = true
            [[step]]
            use = 'exec'
            command = ['sh', '-c', 'env >/of-root']
            """;

    @Test
    void setsVariablesOfTheCommand() throws Exception {
        Machine machine = machine("nobody", "root");
        machine.write(
                "/set",
                "# a comment\nA = \"x \\u00e9\\n\"\n'B.c' = 'C:\\x'\n\"D\"=\"\"\nPATH='/bin'\n");
        Run run = machine.ctk(List.of("A=old"), "run", "--", "env").expect(0);
        assertTrue(run.out().contains("A=x \u00e9\n\nB.c=C:\\x\nD=\n"), run.out());
        assertTrue(run.out().contains("PATH=/bin\n"), run.out());
        assertTrue(machine.sh("cat /of-root").contains("A=x \u00e9\n"), "a step sees none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A = 'x'\\nB = secret|line 2 of what 'sh' wrote to descriptor 3: the value is not a"
                        + " string in quotes",
                "A = 'x'\\nA = 'y'|line 2 of what 'sh' wrote to descriptor 3: the name was there"
                        + " before",
                "[table]|line 1 of what 'sh' wrote to descriptor 3: there is no name",
                "A = 'x\\000'|line 1 of what 'sh' wrote to descriptor 3: a control character",
                "A = \"\\\\u0000\"|line 1 of what 'sh' wrote to descriptor 3: ",
                "A=B = 'x'|line 1 of what 'sh' wrote to descriptor 3: the value is not a string in"
                        + " quotes",
                "\\377|what 'sh' wrote to descriptor 3 is not UTF-8",
            })
    void setsNoneIfOneIsWrong(String set, String cause) throws Exception {
        Machine machine = machine("nobody", "root");
        machine.sh("printf '%b' '" + set.replace("'", "'\\''") + "' >/set");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith(ExecStepIT.FAILS + cause), run.err());
        assertFalse(run.err().contains("secret"), run.err());
    }

    @Test
    void boundsWhatAProgramSays() throws Exception {
        Machine machine = machine("nobody", "root");
        machine.sh("head -c 3000000 /dev/zero | tr '\\0' '\\n' >/set");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("1048576"), run.err());
    }

    /** What runs as root is led by none of them, and neither is ctk: LD_PRELOAD, PATH, X_FILE. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LD_PRELOAD = '/tmp/mine.so'",
                "PATH = '/tmp'",
                "BASH_ENV = '/tmp/mine'",
                "P_FILE = '/etc/shadow'",
                "WHAT = '/tmp/mine'",
            })
    void keepsFromRootWhatAnotherUserSets(String set) throws Exception {
        Machine machine =
                Machine.configured(
                                TWO.formatted("nobody", "nobody")
                                        + "[[step]]\nuse = 'secrets'\nall = true\n"
                                        + "[[step]]\nuse = 'exec'\n"
                                        + "command = ['${WHAT:-/bin/true}']\n")
                        .write("/set", set + "\n")
                        .write("/tmp/mine.so", "x")
                        .write("/tmp/mine", "touch /tmp/ran\n");
        machine.sh(
                "cd /tmp; for p in sh env; do echo '#!/bin/touch /tmp/ran' >$p; done; chmod 755 sh"
                        + " env mine");
        Run run = machine.ctk("run", "--", "/usr/bin/env");
        String name = set.substring(0, set.indexOf(' '));
        String value = set.substring(set.indexOf('\'')).replace("'", "");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains(name + "=" + value + "\n"), run.out());
        assertFalse(machine.sh("cat /of-root; ls /tmp").contains(name + "=" + value));
        assertEquals("kept\n", machine.sh("[ -e /tmp/ran ] && echo ran || echo kept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "", "games", "0:65534"})
    void refusesThatAUserSetsVariablesOfAnother(String target) throws Exception {
        Machine machine = machine(target, "nobody").write("/set", "A = 'x'\n");
        Run run = machine.ctk("run", "--", "true");
        String shown = target.isEmpty() ? "0:0" : target;
        run.expectError(
                125,
                ExecStepIT.FAILS
                        + "key 'environment' at 6:1: it would let user 'nobody' set variables of a"
                        + " command that runs as '"
                        + shown
                        + "'");
    }

    @Test
    void letsAStepBehindWin() throws Exception {
        String third = TWO.substring(TWO.indexOf("[["), TWO.lastIndexOf("[["));
        Machine machine =
                Machine.configured(
                        TWO.formatted("nobody", "nobody")
                                + third.formatted("root").replace("/set", "/third"));
        machine.write("/set", "A = 'x'\nB = 'y'\n").write("/third", "A = 'z'\n");
        Run run = machine.ctk("run", "--", "env");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("B=y\n") && run.out().contains("A=z\n"), run.out());
        assertFalse(run.out().contains("A=x"), run.out());
    }

    private static Machine machine(String target, String user) throws Exception {
        return Machine.configured(TWO.formatted(target, user));
    }
}
