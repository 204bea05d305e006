package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table of docs/comparison.md: what it says of ctk is shown by tests that are there. */
class ComparisonIT {

    private static final Pattern TEST = Pattern.compile("(\\w+IT)\\.(\\w+)$");
    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)`");

    @Test
    void namesTestsThatAreThere() throws Exception {
        Set<String> missing = new TreeSet<>();
        int tests = 0;
        for (List<String> row : rows()) {
            String cell = row.get(1);
            var named = TEST.matcher(cell);
            if (named.find()) {
                tests++;
                if (!isTest(named.group(1), named.group(2))) {
                    missing.add(cell);
                }
            } else if (!cell.matches("no(: .*)?")) {
                missing.add(cell);
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(tests > 30, tests + " tests");
    }

    @Test
    void namesEveryOption() throws Exception {
        Set<String> named = new TreeSet<>(Set.of("--debug", "--help", "--version"));
        for (List<String> row : rows()) {
            OPTION.matcher(row.get(1)).results().forEach(match -> named.add(match.group(1)));
        }
        assertEquals(new TreeSet<>(HelpText.of("run").names()), named);
    }

    private static boolean isTest(String type, String method) {
        try {
            for (Method each : Class.forName("ctk.it." + type).getDeclaredMethods()) {
                boolean isTest =
                        each.isAnnotationPresent(Test.class)
                                || each.isAnnotationPresent(ParameterizedTest.class);
                if (isTest && each.getName().equals(method)) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Return the cells of each row, which are as many as the head has. */
    private static List<List<String>> rows() throws Exception {
        List<List<String>> rows =
                Files.readAllLines(Image.TOP.resolve("docs/comparison.md")).stream()
                        .filter(line -> line.startsWith("| "))
                        .map(line -> line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(cells -> Arrays.stream(cells).map(String::strip).toList())
                        .toList();
        for (List<String> row : rows) {
            assertEquals(9, row.size(), row.toString());
        }
        return rows.subList(1, rows.size());
    }
}
