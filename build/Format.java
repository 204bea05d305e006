import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks or fixes the format of all Java sources: java Format.java FORMATTER_JAR check|fix TOP. */
class Format {
    static void main(String[] args) throws Exception {
        boolean fix = args[1].equals("fix");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String name : List.of("api", "code", "file", "parser", "tree", "util")) {
            command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-jar", args[0], "--aosp"));
        command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        int options = command.size();
        Path top = Path.of(args[2]);
        try (var files = Files.walk(top)) {
            files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !top.relativize(f).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .forEach(f -> command.add(f.toString()));
        }
        if (command.size() == options) {
            throw new IllegalStateException("no Java sources below " + top);
        }
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            System.err.println(
                    "not formatted, see the files above; mvn -N initialize -Dformat=fix formats"
                            + " them");
            System.exit(1);
        }
    }
}
