package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schemas of distribution/schema, as far as they use JSON Schema. */
final class Schema {

    /** Every keyword that is not known fails the test, so that none is there for nothing. */
    private static final String CHECK =
            """
            import json, sys
            schema, value = json.load(open(sys.argv[1])), json.load(open(sys.argv[2], "rb"))
            types = {"object": dict, "array": list, "string": str, "integer": int,
                     "boolean": bool, "null": type(None)}
            told = {"$schema", "title", "description", "$defs"}
            known = {"$ref", "type", "required", "additionalProperties", "properties", "items", "enum"}
            def check(rule, value, at):
                assert set(rule) <= told | known, (at, rule)
                if "$ref" in rule:
                    assert set(rule) <= {"$ref", "description"}, (at, rule)
                    return check(schema["$defs"][rule["$ref"].removeprefix("#/$defs/")], value, at)
                if "type" in rule:
                    kinds = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
                    assert type(value) in [types[k] for k in kinds], (at, value)
                if "enum" in rule:
                    assert value in rule["enum"], (at, value)
                if isinstance(value, dict):
                    assert set(rule["required"]) == set(rule["properties"]) == set(value), (at, set(value))
                    assert rule["additionalProperties"] is False, at
                    for name in value:
                        check(rule["properties"][name], value[name], at + "/" + name)
                if isinstance(value, list):
                    for i, each in enumerate(value):
                        check(rule["items"], each, at + "/" + str(i))
            check(schema, value, "")
            print(eval(sys.argv[3], {"it": value}))
            """;

    private Schema() {}

    /**
     * Fail the test unless a text is as a schema says; return what an expression of Python makes of
     * it, where it is called {@code it}.
     */
    static String check(String name, String json, String expression) throws Exception {
        Path schema = Image.TOP.resolve("distribution/schema/" + name);
        Path file = Files.writeString(Image.directory("json").resolve("it"), json);
        String python = Installed.assume("python3");
        List<String> command =
                List.of(python, "-c", CHECK, schema.toString(), file.toString(), expression);
        return Run.of(command).expect(0).out().stripTrailing();
    }
}
