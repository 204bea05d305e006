package com.example.ctk.cpulimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.setup.Change;
import ctk.core.setup.SetupException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class CpuLimitStepTests {

    private static final String FILE = "/sys/fs/cgroup/cpu.max";

    private final CpuLimitStep step = new CpuLimitStep();
    private final Memory memory = new Memory(step);

    CpuLimitStepTests() {
        memory.entry.put("variable", "GOMAXPROCS");
    }

    @ParameterizedTest
    @CsvSource({"200000 100000, 2", "150000 100000, 2", "1000 100000, 1"})
    void setsTheVariableToTheLimit(String limit, String processors) throws Exception {
        memory.files.put(FILE, limit + "\n");
        List<Change> changes = step.plan(memory, memory);
        assertEquals(1, changes.size());
        Change change = changes.getFirst();
        assertEquals("set variable 'GOMAXPROCS' to " + processors, change.description());
        assertEquals(null, memory.value("GOMAXPROCS"), "it was set while planning");
        change.apply(memory.actions());
        assertEquals(processors, memory.value("GOMAXPROCS"));
    }

    @Test
    void tellsTheStepsBehindIt() throws Exception {
        memory.files.put(FILE, "300000 100000\n");
        step.plan(memory, memory).getFirst().foresee(memory);
        assertEquals("3", memory.value("GOMAXPROCS"));
    }

    @Test
    void leavesAVariableThatIsSet() throws Exception {
        memory.files.put(FILE, "300000 100000\n");
        memory.variable("GOMAXPROCS", new byte[] {'9'});
        Change change = step.plan(memory, memory).getFirst();
        assertFalse(change.isNeeded());
        assertEquals("keep variable 'GOMAXPROCS'", change.description());
        change.foresee(memory);
        assertEquals("9", memory.value("GOMAXPROCS"));
    }

    @Test
    void doesNothingWithoutALimit() throws Exception {
        assertEquals(List.of(), step.plan(memory, memory));
        memory.files.put(FILE, "max 100000\n");
        assertEquals(List.of(), step.plan(memory, memory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a b", "1 0", "-1 1", "1 2 3", "99999999999999999999 1"})
    void refusesAFileThatHoldsSomethingElse(String content) {
        memory.files.put(FILE, content);
        SetupException refused =
                assertThrows(SetupException.class, () -> step.plan(memory, memory));
        assertEquals(
                "key 'file': '" + FILE + "' does not hold a quota and a period",
                refused.getMessage());
    }

    @Test
    void refusesANameThatNoVariableCanHave() {
        memory.entry.put("variable", "A=B");
        assertThrows(SetupException.class, () -> step.plan(memory, memory));
    }
}
