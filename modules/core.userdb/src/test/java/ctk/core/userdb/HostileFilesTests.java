package ctk.core.userdb;

import static ctk.core.userdb.MemorySource.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What holds for every file and every spec. */
class HostileFilesTests {

    private static final int CASES = 25_000;
    private static final Pattern ZERO = Pattern.compile("[+-]?0+");
    private static final Gen<Caller> CALLERS =
            arbitrary().pick(List.of(caller(0, 0), caller(0, 0), caller(0, 7), caller(1000, 7)));

    private int resolved;

    @Test
    void makeNobodyRootWhoIsNotRootByTheSpecOrALineOrTheCaller() {
        qt().withExamples(CASES)
                .withShrinkCycles(1000)
                .forAll(HostileFiles.passwd(), HostileFiles.group(), HostileFiles.specs(), CALLERS)
                .checkAssert(this::assertNoUnaskedRoot);
        assertTrue(resolved > CASES / 10, () -> "only " + resolved + " specs resolved");
    }

    @Test
    void giveTheIdentityThatDockerGivesOrAnError() {
        qt().withExamples(CASES)
                .withShrinkCycles(1000)
                .forAll(HostileFiles.passwd(), HostileFiles.group(), HostileFiles.specs(), CALLERS)
                .checkAssert(this::assertAsInGo);
        assertTrue(resolved > CASES / 10, () -> "only " + resolved + " specs resolved");
    }

    private void assertNoUnaskedRoot(String passwd, String group, String spec, Caller caller) {
        Identity identity = resolve(passwd, group, spec, caller);
        if (identity == null) {
            return;
        }
        String[] parts = spec.split(":", 2);
        PasswdEntry entry = identity.user();
        if (identity.uid() == 0) {
            boolean callerIsRoot = parts[0].isEmpty() && caller.uid() == 0;
            assertTrue(isZero(parts[0]) || callerIsRoot || hasZero(passwd, entry, 2));
        }
        String groupPart = parts.length > 1 ? parts[1] : "";
        if (identity.gid() == 0 && !groupPart.isEmpty()) {
            GroupEntry found = identity.group();
            assertTrue(isZero(groupPart) || (found != null && hasZero(group, found.origin(), 2)));
        } else if (identity.gid() == 0) {
            boolean kept = entry == null && caller.gid() == 0;
            assertTrue(kept || hasZero(passwd, entry, 3));
            assertEquals(kept && !parts[0].isEmpty(), !identity.warnings().isEmpty());
        }
        if (Arrays.stream(identity.groups()).anyMatch(id -> id == 0)) {
            assertNotNull(entry);
            assertEquals("", groupPart);
            String name = new String(entry.name().toBytes(), ISO_8859_1);
            assertTrue(
                    Arrays.stream(group.split("\n"))
                            .filter(line -> isZero(field(line, 2)))
                            .anyMatch(line -> List.of(field(line, 3).split(",")).contains(name)));
        }
    }

    private void assertAsInGo(String passwd, String group, String spec, Caller caller) {
        Identity identity = resolve(passwd, group, spec, caller);
        GoModel.ExecUser expected;
        try {
            expected = GoModel.getExecUser(spec, caller.uid(), caller.gid(), passwd, group);
        } catch (GoModel.Refused e) {
            assertEquals(null, identity);
            return;
        }
        if (identity != null) {
            var groups = Arrays.stream(identity.groups()).boxed().toList();
            var home = new String(identity.home().toBytes(), ISO_8859_1);
            assertEquals(
                    expected, new GoModel.ExecUser(identity.uid(), identity.gid(), groups, home));
        }
    }

    private @Nullable Identity resolve(String passwd, String group, String spec, Caller caller) {
        var db = new FileUserDb(MemorySource.passwd(passwd), MemorySource.group(group));
        try {
            Identity identity = new Resolver(db).resolve(UserSpec.parse(bytes(spec)), caller);
            resolved++;
            return identity;
        } catch (UserSpecException e) {
            String message = String.valueOf(e.getMessage());
            assertFalse(message.isEmpty());
            assertTrue(message.chars().allMatch(c -> c >= ' '), message);
            return null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasZero(String text, @Nullable PasswdEntry entry, int field) {
        return entry != null && hasZero(text, entry.origin(), field);
    }

    private static boolean hasZero(String text, Origin origin, int field) {
        return isZero(field(text.split("\n", -1)[(int) origin.line() - 1], field));
    }

    /** A field of a line, without the ASCII blanks and U+00A0 that may end the line. */
    private static String field(String line, int index) {
        String[] fields = line.split(":", -1);
        if (index >= fields.length) {
            return "";
        }
        return index < fields.length - 1
                ? fields[index]
                : fields[index].replaceFirst("(\\s|\u00c2\u00a0)*$", "");
    }

    private static boolean isZero(String text) {
        return ZERO.matcher(text).matches();
    }

    private static Caller caller(long uid, long gid) {
        return new Caller(uid, gid, new long[0]);
    }
}
