package ctk.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class JsonTests {

    @Test
    void writesEveryKindOfMember() {
        Json json = new Json().string("s", "a").number("n", 4294967294L).bool("b", true);
        json.nothing("z").numbers("ns", new long[] {1, 2}).numbers("none", new long[0]);
        json.strings("ss", List.of("x", "y")).object("o", new Json());
        assertEquals(
                "{\"s\":\"a\",\"n\":4294967294,\"b\":true,\"z\":null,\"ns\":[1,2],\"none\":[],"
                        + "\"ss\":[\"x\",\"y\"],\"o\":{}}",
                json.end());
    }

    @Test
    void escapesWhatJsonCannotHold() {
        assertEquals(
                "{\"a\\\"b\":\"\\u0000\\u000a\\\\ü\"}", new Json().string("a\"b", "\0\n\\ü").end());
    }
}
