package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The man pages of the image, by the programs that show them. */
class ManPagesIT {

    private static final String NOT_FOUND = ".* referenced manual not found: Xr ([^ ]+) (\\d).*";

    @Test
    void manShowsEachPageInEightyColumns() throws Exception {
        String man = Installed.assume("man");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(
                Map.of(
                        "MANWIDTH",
                        "80",
                        "LC_ALL",
                        "C.UTF-8",
                        "MANPATH",
                        Page.DIRECTORY.toString()));
        for (Page page : Page.all()) {
            int dot = page.name().lastIndexOf('.');
            String name = page.name().substring(0, dot);
            String section = page.name().substring(dot + 1);
            Run run = Run.with(environment, List.of(man, "-P", "cat", section, name)).expect(0);
            String title = name.toUpperCase(Locale.ROOT) + "(" + section + ")";
            assertTrue(run.out().startsWith(title), run.out());
            assertTrue(run.out().contains("\nNAME\n     " + name + " — "), run.out());
            assertEquals(List.of(), run.out().lines().filter(l -> l.length() > 80).toList());
        }
    }

    @Test
    void manFindsThePageByTheOptionToo() throws Exception {
        String man = Installed.assume("man");
        Run run = Run.of(List.of(man, "-M", Page.DIRECTORY.toString(), "-w", "ctk-run"));
        assertEquals(Page.of("ctk-run.1").file() + "\n", run.expect(0).out());
    }

    /**
     * mandoc looks for what a page refers to among the pages of the machine: ours are not there,
     * others may not be. DocumentsIT looks for ours.
     */
    @Test
    void mandocHasNothingToSay() throws Exception {
        String mandoc = Installed.assume("mandoc");
        List<String> said = new ArrayList<>();
        for (Page page : Page.all()) {
            Run run = Run.of(List.of(mandoc, "-T", "lint", page.file().toString()));
            run.out().lines().filter(line -> !line.matches(NOT_FOUND)).forEach(said::add);
        }
        assertEquals(List.of(), said);
    }

    @Test
    void everyPageHasItsSections() throws Exception {
        for (Page page : Page.all()) {
            Set<String> missing =
                    new TreeSet<>(
                            Set.of(
                                    "NAME",
                                    "DESCRIPTION",
                                    "EXAMPLES",
                                    "SEE ALSO",
                                    "SECURITY CONSIDERATIONS"));
            if (page.name().endsWith(".1")) {
                missing.addAll(Set.of("SYNOPSIS", "OPTIONS", "EXIT STATUS"));
            }
            if (page.name().equals("ctk-steps.7")) {
                missing.remove("EXAMPLES"); // each step has its own
            }
            page.lines().forEach(line -> missing.remove(line.replaceFirst("^\\.Sh ", "")));
            assertEquals(Set.of(), missing, page.name());
        }
    }
}
