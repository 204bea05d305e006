package ctk.documents;

import ctk.core.cli.OptionTable;

import java.util.List;

/**
 * What is expected behind the options of a line.
 *
 * @param labels what the arguments are called
 * @param isRepeated whether the last may stand several times
 */
record Operands(List<String> labels, boolean isRepeated) {

    private static final Operand END = new Operand("--", false);

    /**
     * Return the operands of a command.
     *
     * @param isSeparated whether {@code --} ended the options, which chooses another form where the
     *     synopsis has one
     */
    static Operands of(OptionTable table, boolean isSeparated) {
        List<List<Operand>> forms = table.synopsis().stream().map(Operand::all).toList();
        List<List<Operand>> separated = forms.stream().filter(f -> f.contains(END)).toList();
        List<List<Operand>> others = forms.stream().filter(f -> !f.contains(END)).toList();
        List<Operand> arguments =
                (isSeparated && !separated.isEmpty() ? separated : others)
                        .stream()
                                .map(f -> f.stream().filter(Operand::isArgument).toList())
                                .filter(f -> !f.isEmpty())
                                .findFirst()
                                .orElse(List.of());
        boolean isRepeated = !arguments.isEmpty() && arguments.getLast().isRepeated();
        return new Operands(arguments.stream().map(Operand::label).toList(), isRepeated);
    }

    /** Return what is offered behind the labels. */
    String further(Values values) {
        return isRepeated ? values.of(labels.getLast()) : "nothing";
    }
}
