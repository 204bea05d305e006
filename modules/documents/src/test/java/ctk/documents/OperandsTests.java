package ctk.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ctk.core.cli.OptionTable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class OperandsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "[OPTIONS] USER[:GROUP] [--] COMMAND [ARG...]!false!USER[:GROUP] COMMAND ARG!rest",
                "[OPTIONS] USER[:GROUP] [--] COMMAND [ARG...];[OPTIONS] -- COMMAND [ARG...]!true"
                        + "!COMMAND ARG!rest",
                "[OPTIONS] PATH...!false!PATH!files",
                "[OPTIONS] PATH...!true!PATH!files",
                "[OPTIONS] [USER[:GROUP]]!false!USER[:GROUP]!nothing",
                "[OPTIONS] check [FILE]!false!check FILE!nothing",
                "[OPTIONS];[OPTIONS] FILE!false!FILE!nothing",
                "[OPTIONS]!false!!nothing",
                "--help | --version!false!!nothing",
            })
    void areTakenFromTheSynopsis(String synopsis, boolean isSeparated, String labels, String more) {
        List<String> forms = List.of(synopsis.split(";"));
        OptionTable table = new OptionTable("ctk x", "x", forms, List.of(), List.of());
        Operands operands = Operands.of(table, isSeparated);
        assertEquals(labels == null ? "" : labels, String.join(" ", operands.labels()));
        assertEquals(more, operands.further(new Values(List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "USER[:GROUP],false,USER[:GROUP]",
        "[USER[:GROUP]],true,USER[:GROUP]",
        "[USER][:GROUP],false,[USER][:GROUP]",
        "[--],true,--",
        "|,false,|",
    })
    void onlyBracketsAroundAllOfItMakeItOptional(String word, boolean isOptional, String text) {
        assertEquals(List.of(new Operand(text, isOptional)), Operand.all(word));
    }
}
