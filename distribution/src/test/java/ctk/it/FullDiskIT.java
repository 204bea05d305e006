package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Steps on a file system that is full, really: one line, nothing half done, and all of it done when
 * there is room. The step {@code seed} has that in SeedStepIT. Needs root.
 */
@LeftOutWhenSealed("its starts have work to do, and are not sealed: see SealedSetupIT")
class FullDiskIT {

    private static final String SCRIPT =
            """
            mkdir -p /v /image; echo 'to ${WHERE}' >/image/in
            mount -t tmpfs -o size=8m,nr_inodes=5000 t /v
            %1$s
            head -c 9m /dev/zero >%2$s/fill 2>/dev/null || :
            i=0; while touch %2$s/fill$i 2>/dev/null; do i=$((i+1)); done
            state() { (cd %2$s; ls -A | grep -v '^fill'; cat passwd group old 2>/dev/null) | sha1sum; }
            before=$(state); code=0
            WHERE=there CTK run -- true || code=$?
            echo $code; [ "$before" = "$(state)" ]
            rm %2$s/fill*
            WHERE=there CTK run -- %3$s
            ls -A %2$s | grep ctk- || :
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use = 'ensure-user'~name = 'app'~uid = 1500|cp -a /etc/. /v; mount --move /v /etc"
                        + "|/etc|id -u app|replace '/etc/|1500",
                "use = 'directory'~path = '/v/a/b'~owner = 'daemon'~mode = '0700'|:|/v"
                        + "|stat -c %U%a /v/a/b|create directory '/v/a/b'|daemon700",
                "use = 'render'~template = '/image/in'~to = '/v/old'|echo old >/v/old|/v"
                        + "|cat /v/old|write '/v/old'|to there",
            })
    void saysSoAndChangesNothing(
            String step, String prepare, String place, String show, String what, String shown)
            throws Exception {
        Machine machine =
                Machine.configured("user = ''\n[[step]]\n" + step.replace('~', '\n') + "\n");
        String script = SCRIPT.formatted(prepare, place, show).replace("CTK", Machine.CTK);
        Run run = machine.run("sh", "-euc", script);
        String line = "ctk run: step '[a-z-]+' \\(.*\\): .*" + what + ".*: no space left on device";
        assertEquals("0 125\n" + shown + "\n", run.code() + " " + run.out(), run.err());
        String err = run.err().replaceAll(line + "\nhint: .*\n", "refused\n");
        assertEquals("refused\n", err);
    }
}
