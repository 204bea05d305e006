package ctk.cmd.whoami;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class SecurebitsTests {

    @Test
    void namesBitsAndNumbersOthers() {
        assertEquals(List.of(), Securebits.names(0));
        assertEquals(
                List.of("noroot", "keep_caps_locked", "no_cap_ambient_raise"),
                Securebits.names(0x61));
        assertEquals(List.of("no_cap_ambient_raise_locked", "bit 8"), Securebits.names(0x180));
    }
}
