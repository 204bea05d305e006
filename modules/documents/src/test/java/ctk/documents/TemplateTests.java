package ctk.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

class TemplateTests {

    private final Set<String> inserted = new HashSet<>();

    @Test
    void replacesCommentsAndKeepsTheRest() {
        Template template = new Template(wanted -> List.of("<" + wanted + ">", "2"), inserted);
        assertEquals(
                List.of(".Sh A", "<options run>", "2", ".\\\" no INSERT", "    <x>", "    2"),
                template.fill(
                        "f",
                        List.of(
                                ".Sh A",
                                ".\\\" INSERT options run",
                                ".\\\" no INSERT",
                                "    # INSERT x")));
        assertEquals(Set.of("options run", "x"), inserted);
    }

    @Test
    void saysWhereWhatIsNotThereIsWanted() {
        var model = new Model(table(), new TreeMap<>(), new TreeMap<>(), List.of());
        Template template = new Template(new Inserts(model), inserted);
        for (String wanted : List.of("options nothing", "step nothing", "nothing")) {
            var e =
                    assertThrows(
                            IllegalStateException.class,
                            () -> template.fill("f", List.of("", "# INSERT " + wanted)));
            assertEquals("f:2: ", String.valueOf(e.getMessage()).substring(0, 5));
        }
        assertEquals(Set.of(), inserted);
    }

    private static ctk.core.cli.OptionTable table() {
        return new ctk.core.cli.OptionTable("ctk", "x", List.of(), List.of(), List.of());
    }
}
