package ctk.plugins.ensureuser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of lines as they are and as they become; {@code |} stands for a newline. */
class EditTests {

    @ParameterizedTest
    @CsvSource({
        "'','app:!:7:8::/home/app:/bin/sh|'",
        "'|','|app:!:7:8::/home/app:/bin/sh|'",
        "'a:x:1:1','a:x:1:1|app:!:7:8::/home/app:/bin/sh|'",
        "'+|','+|app:!:7:8::/home/app:/bin/sh|'",
        "'app:x:1:2:g:/h:/s','app:x:7:8:g:/h:/s'",
        "'app:x:1:2:g:/h:/s|','app:x:7:8:g:/h:/s|'",
        "'app:x:1:2:g:/h:/s\r|b','app:x:7:8:g:/h:/s\r|b'",
        "'app:x:1:2\r|','app:x:7:8\r|'",
        "'app:x:+1:002','app:x:7:8'",
        "'app:x:07:2','app:x:07:8'",
        "' app:x:1:2 |',' app:x:7:8 |'",
        "'app::1:2::::extra:','app::7:8::::extra:'",
        "'app:x:1:2:|app:x:3:4:','app:x:7:8:|app:x:3:4:'",
        "'app:x:7:9|b:x:7:1|','app:x:7:8|b:x:7:1|'",
        "'#b:x:7:1|+c:x:7:1|:x:7:1|app:x:1:1','#b:x:7:1|+c:x:7:1|:x:7:1|app:x:7:8'",
        "'\u00ff\u0000:|appx:x:1:1|app:x:1:1','\u00ff\u0000:|appx:x:1:1|app:x:7:8'",
        "'app:x:7:8:::','same'",
        "'app:x:7:8|b:x:7:8','same'",
    })
    void setsIdsOfAUser(String before, String after) throws Exception {
        assertMakes(user("name=app", "uid=7"), before, after);
    }

    @ParameterizedTest
    @CsvSource({
        "'app:x:1:2:g:/old:/s\r|','app:x:7:8:g:/n:/t\r|'",
        "'app:x:1:2:g::|','app:x:7:8:g:/n:/t|'",
        "'app:x:7:8:g:/n:/t','same'",
        "'app:x:7:8:g:/n:/t:','same'",
        "'app:x:7:8:g:/n:','app:x:7:8:g:/n:/t'",
    })
    void setsHomeAndShell(String before, String after) throws Exception {
        assertMakes(user("name=app", "uid=7", "home=/n", "shell=/t"), before, after);
    }

    @ParameterizedTest
    @CsvSource({
        "'app','uid is missing'",
        "'app:x','uid is missing'",
        "'app:x:','uid is '''''",
        "'app:x:z:2','uid is ''z'''",
        "'app:x:-1:2','uid is ''-1'''",
        "'app:x:1','gid is missing'",
        "'app:x:1: 2 x','gid is '' 2 x'''",
        "'app:x:1:4294967295:','gid is ''4294967295'''",
        "'app:x:1:\u0007:','gid is ''\\u0007'''",
        "'app:x:1:1:','home is missing'",
        "'app:x:1:1::/x','shell is missing'",
    })
    void refusesAUserThatCannotBeRead(String line, String cause) {
        var edit = user("name=app", "uid=7", "home=/n", "shell=/t");
        var e = assertThrows(SetupException.class, () -> edit.apply(bytes("#|" + line)));
        assertEquals("line 2 of /etc/passwd is malformed: " + cause, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'','app:!:8:|'",
        "'a:x:1:','a:x:1:|app:!:8:|'",
        "'app:x:1:a,b|','app:x:8:a,b|'",
        "'app:x:1\r|','app:x:8\r|'",
        "'app:x:8','same'",
        "'#app:x:1:|','#app:x:1:|app:!:8:|'",
    })
    void setsTheIdOfAGroup(String before, String after) throws Exception {
        assertMakes(new GroupEdit(request("name=app", "gid=8"), 8, "!"), before, after);
    }

    @ParameterizedTest
    @CsvSource({
        "'g:x:1:','g:x:1:app'",
        "'g:x:1:\r|h','g:x:1:app\r|h'",
        "'g:x:1:a','g:x:1:a,app'",
        "'g:x:1:a,','g:x:1:a,app'",
        "'g:x:1:appx,ap','g:x:1:appx,ap,app'",
        "'g:x:1: app,a','g:x:1: app,a,app'",
        "'g:x:1:a:app','g:x:1:a,app:app'",
        "'g:x:1:a |g:x:2:','g:x:1:a,app |g:x:2:'",
        "'g:x:1:a,app,b','same'",
        "'g:x:1:app','same'",
        "'g:x:1:a,app \r|','same'",
    })
    void addsAMember(String before, String after) throws Exception {
        assertMakes(new MemberEdit("app", "g"), before, after);
    }

    @ParameterizedTest
    @CsvSource({
        "'','no such group ''g'''",
        "'gg:x:1:|#g:x:1:|x:g:1:','no such group ''g'''",
        "'g:x:1','line 1 of /etc/group is malformed: the list of members is missing'",
        "'|g:x::a','line 2 of /etc/group is malformed: gid is '''''",
    })
    void refusesAGroupThatCannotBeRead(String before, String message) {
        var edit = new MemberEdit("app", "g");
        var e = assertThrows(SetupException.class, () -> edit.apply(bytes(before)));
        assertEquals(message, e.getMessage());
    }

    private static void assertMakes(Edit edit, String before, String after) throws Exception {
        byte[] made = edit.apply(bytes(before));
        String shown = made == null ? "same" : new String(made, ISO_8859_1).replace('\n', '|');
        assertEquals(after, shown);
    }

    private static Edit user(String... pairs) {
        return new UserEdit(request(pairs), new Owner(7, 8), "!");
    }

    private static Request request(String... pairs) {
        try {
            return Request.of(new MapSettings(pairs));
        } catch (SetupException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.replace('|', '\n').getBytes(ISO_8859_1);
    }
}
