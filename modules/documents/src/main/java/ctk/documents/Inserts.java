package ctk.documents;

import ctk.core.setup.SetupStep;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the sources of the documents may ask for, by name. */
record Inserts(Model model) implements Function<String, List<String>> {

    @Override
    public List<String> apply(String wanted) {
        int blank = wanted.indexOf(' ');
        String of = blank < 0 ? "" : wanted.substring(blank + 1);
        return switch (blank < 0 ? wanted : wanted.substring(0, blank)) {
            case "summary" -> List.of(".Nd " + Mdoc.escape(model.table(of).summary()));
            case "synopsis" -> OptionsSection.synopsis(model.table(of));
            case "options" -> OptionsSection.of(model.table(of));
            case "commands" -> CommandsSection.of(model.commands());
            case "step" -> StepSection.of(model.step(of));
            case "common-keys" -> StepSection.common(model.steps());
            case "api-version" -> List.of("which is " + apiVersion() + ".");
            case "values" -> new ShellCases(model).values();
            case "zsh-options" -> new ZshOptions(model).lines();
            case "fish-needing" -> new FishLines(model).needing();
            case "fish-programs" -> new FishLines(model).programs();
            case "fish" -> new FishLines(model).lines();
            default -> throw new IllegalArgumentException("nothing is called " + wanted);
        };
    }

    private static String apiVersion() {
        ModuleDescriptor descriptor = SetupStep.class.getModule().getDescriptor();
        return descriptor.rawVersion().orElseThrow();
    }

    /** Return what the documents have to ask for, so that nothing of the model is left out. */
    static Stream<String> required(Model model) {
        Stream<String> tables =
                Stream.of(List.of("ctk"), model.commands().keySet(), model.byProgramName().keySet())
                        .flatMap(names -> names.stream())
                        .flatMap(
                                each ->
                                        Stream.of("summary ", "synopsis ", "options ")
                                                .map(w -> w + each));
        Stream<String> steps = model.steps().stream().map(each -> "step " + each.id());
        return Stream.of(tables, steps, Stream.of("commands", "common-keys")).flatMap(each -> each);
    }
}
