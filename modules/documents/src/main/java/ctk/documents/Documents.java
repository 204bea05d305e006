package ctk.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fills in what stands in {@code man} and {@code completion} of the source tree: ctk.documents TOP
 * SHARE writes it below SHARE, where programs look for such files.
 */
final class Documents {

    /** Where the shells look for the completion of a program. */
    private static final Map<String, String> COMPLETIONS =
            Map.of(
                    "ctk.bash", "bash-completion/completions/ctk",
                    "ctk.zsh", "zsh/site-functions/_ctk",
                    "ctk.fish", "fish/vendor_completions.d/ctk.fish");

    private final Model model;
    private final Path share;
    private final Set<String> inserted = new HashSet<>();

    private Documents(Model model, Path share) {
        this.model = model;
        this.share = share;
    }

    static void main(String[] args) throws IOException {
        Path top = Path.of(args[0]);
        Documents documents = new Documents(Model.ofModules(), Path.of(args[1]));
        try (Stream<Path> pages = Files.list(top.resolve("man"))) {
            for (Path page : pages.filter(Files::isRegularFile).sorted().toList()) {
                String name = page.getFileName().toString();
                if (isOfAnother(name, documents.model)) {
                    continue;
                }
                String section = name.substring(name.lastIndexOf('.') + 1);
                documents.write(page, "man/man" + section + "/" + name);
            }
        }
        for (var each : COMPLETIONS.entrySet()) {
            documents.write(top.resolve("man/completion").resolve(each.getKey()), each.getValue());
        }
        documents.requireAll();
    }

    /** Tell whether a page is that of a command which is not built in. */
    private static boolean isOfAnother(String page, Model model) {
        return page.matches("ctk-.*\\.1") && !model.has(page.replaceAll("^ctk-|\\.1$", ""));
    }

    private void write(Path source, String target) throws IOException {
        Path file = share.resolve(target);
        Files.createDirectories(file.getParent());
        Template template = new Template(new Inserts(model), inserted);
        Files.write(file, template.fill(source.toString(), Files.readAllLines(source)));
    }

    /** A command or step without documents is a mistake. */
    private void requireAll() {
        List<String> missing =
                Inserts.required(model).filter(each -> !inserted.contains(each)).sorted().toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("no man page inserts these: " + missing);
        }
    }
}
