package ctk.core.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Conditions in words. */
class ConditionTests {

    private static void expect(String text, Condition condition) {
        assertEquals(text, condition.text());
    }

    @Test
    void saysWhatHasToBeSo() {
        expect("variable 'A' is not set", new VariableIs(ByteString.of("A"), null));
        expect(
                "variable 'A' is 'b\\x0a'",
                new VariableIs(ByteString.of("A"), ByteString.of("b\n")));
        expect("'/x' is not there", new NothingAt(ByteString.of("/x")));
        expect("'/x' holds the 3 bytes that it held", new FileHolds(path(), ByteString.of("abc")));
        expect("directory '/x' holds nothing", new DirectoryLists(path(), List.of()));
        expect(
                "directory '/x' holds 'a', 'b c'",
                new DirectoryLists(path(), List.of(ByteString.of("a"), ByteString.of("b c"))));
        expect("resource limit 7 is 1024:unlimited", new LimitIs(7, 1024, -1));
        expect("the niceness of the process is -5 or lower", new NicenessAtMost(-5));
        expect("setgroups(2) is denied in the user namespace", new GroupsDenied(true));
        expect("setgroups(2) is not denied in the user namespace", new GroupsDenied(false));
    }

    @Test
    void leavesOutWhatMayBeAnything() {
        long any = FileIs.ANY;
        expect("'/x' is a directory", new FileIs(path(), directory(), any, any, any));
        expect("'/x' is a directory of 5", new FileIs(path(), directory(), 5, any, any));
        expect("'/x' is a directory of anybody:6", new FileIs(path(), directory(), any, 6, any));
        expect("'/x' is a directory, mode 0007", new FileIs(path(), directory(), any, any, 7));
        expect(
                "'/x' is a directory of 5:6, mode 2750",
                new FileIs(path(), directory(), 5, 6, 02750));
    }

    private static ByteString path() {
        return ByteString.of("/x");
    }

    private static FileStatus.Type directory() {
        return FileStatus.Type.DIRECTORY;
    }
}
