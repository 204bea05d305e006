package ctk.core.config;

import java.util.List;

/** What a key is set to. */
public sealed interface Value {

    /** Return where it stands. */
    Position at();

    /** Return what messages call it, with its article: {@code a string}. */
    String type();

    /** A string, in which no variable was expanded. */
    record Text(Position at, String text) implements Value {
        @Override
        public String type() {
            return "a string";
        }
    }

    /** An integer. */
    record Whole(Position at, long number) implements Value {
        @Override
        public String type() {
            return "an integer";
        }
    }

    /** True or false. */
    record Truth(Position at, boolean value) implements Value {
        @Override
        public String type() {
            return "a boolean";
        }
    }

    /** An array. */
    record Listing(Position at, List<Value> values) implements Value {
        @Override
        public String type() {
            return "an array";
        }
    }

    /** A value of a type that no key takes: a float, a date, a time, a table. */
    record Other(Position at, String type) implements Value {}
}
