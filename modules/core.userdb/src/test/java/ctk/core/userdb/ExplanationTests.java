package ctk.core.userdb;

import static ctk.core.userdb.MemorySource.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTests {

    private static final String PASSWD =
            "root:x:0:0::/root:\napp:x:1000:1001::/srv:\nno:x:7:7:::\n";
    private static final String GROUP = "adm:x:43:app\n";

    @ParameterizedTest
    @CsvSource({
        "app, USER_BY_NAME, GROUP_OF_ENTRY, GROUPS_OF_NAME, HOME_OF_ENTRY",
        "1000, USER_BY_ID, GROUP_OF_ENTRY, GROUPS_OF_NAME, HOME_OF_ENTRY",
        "no, USER_BY_NAME, GROUP_OF_ENTRY, GROUPS_OF_NAME, HOME_IS_EMPTY",
        "app:adm, USER_BY_NAME, GROUP_BY_NAME, NO_GROUPS_BESIDE, HOME_OF_ENTRY",
        "app:43, USER_BY_NAME, GROUP_BY_ID, NO_GROUPS_BESIDE, HOME_OF_ENTRY",
        "'', USER_BY_ID, GROUP_OF_ENTRY, GROUPS_OF_NAME, HOME_OF_ENTRY",
        "5, USER_WITHOUT_ENTRY, GROUP_OF_CALLER, NO_GROUPS_OF_ROOT, HOME_WITHOUT_ENTRY",
        "5:adm, USER_WITHOUT_ENTRY, GROUP_BY_NAME, NO_GROUPS_BESIDE, HOME_WITHOUT_ENTRY",
        "5:5, USER_WITHOUT_ENTRY, GROUP_BY_ID, NO_GROUPS_BESIDE, HOME_WITHOUT_ENTRY",
    })
    void namesTheRulesForRoot(String spec, Rule user, Rule group, Rule groups, Rule home)
            throws Exception {
        assertEquals(
                new Explanation(user, group, groups, home),
                explain(spec, new Caller(0, 0, new long[0])));
    }

    @Test
    void tellsWhenTheGroupsOfTheCallerStay() throws Exception {
        assertEquals(
                Rule.GROUPS_OF_CALLER, explain("5", new Caller(9, 9, new long[] {3})).groups());
    }

    private static Explanation explain(String text, Caller caller) throws Exception {
        UserSpec spec = UserSpec.parse(bytes(text));
        var db = new FileUserDb(MemorySource.passwd(PASSWD), MemorySource.group(GROUP));
        return Explanation.of(spec, new Resolver(db).resolve(spec, caller), caller);
    }
}
