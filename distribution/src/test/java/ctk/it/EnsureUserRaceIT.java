package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The step ensure-user while others change the same files, and when it is killed. */
@LeftOutWhenSealed("its starts have work to do, and are not sealed: see SealedSetupIT")
class EnsureUserRaceIT {

    private static final int USERS = 12;
    private static final int KILLS = 25;

    /** Who writes holds lckpwdf(3), and who waits for it does not overwrite what came meanwhile. */
    @Test
    void losesNoLineOfUseradd() throws Exception {
        Machine machine = EnsureUserIT.machine("name = '${NAME}', uid = '${ID}'");
        machine.sh(
                """
                (i=0; while [ $i -lt %1$d ]; do
                    useradd -M t$i 2>>/useradd || { sleep 0.02; continue; }
                    i=$((i + 1))
                done) &
                useradd=$! all=
                i=0; while [ $i -lt %1$d ]; do
                    NAME=c$i ID=$((500 + i)) %2$s run --setup root true & all="$all $!"
                    i=$((i + 1))
                    [ $((i %% 3)) -ne 0 ] || { for p in $all; do wait $p; done; all=; }
                done
                wait $useradd
                """
                        .formatted(USERS, Machine.CTK));
        for (String file : List.of("passwd", "group", "shadow", "gshadow")) {
            List<String> names = names(machine, file);
            for (int i = 0; i < USERS; i++) {
                assertEquals(1, count(names, "t" + i), file + " t" + i);
                assertEquals(1, count(names, "c" + i), file + " c" + i);
            }
        }
        assertEquals("", machine.sh("cut -d: -f3 /etc/passwd | sort | uniq -d"));
    }

    /** The lock is that of lckpwdf(3): fcntl(2) on the whole of /etc/.pwd.lock. */
    @Test
    void waitsForWhoHoldsTheLock() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500");
        machine.write(
                "/hold.py",
                """
                import ctypes, time
                libc = ctypes.CDLL('libc.so.6')
                assert libc.lckpwdf() == 0
                open('/held', 'w')
                time.sleep(1)
                with open('/etc/passwd', 'r+') as f:
                    text = f.read()
                    print('app' in text)
                    f.write('late:x:1400:1400::/:/bin/sh\\n')
                libc.ulckpwdf()
                """);
        String script =
                "/usr/bin/python3 /hold.py & while ! [ -e /held ]; do sleep 0.01; done; "
                        + Machine.CTK
                        + " run -- id -un; wait";
        assertEquals("False\napp\n", machine.sh(script));
        assertEquals(1, count(names(machine, "passwd"), "app"));
        assertEquals(1, count(names(machine, "passwd"), "late"));
    }

    @Test
    void givesUpALockThatIsNeverReleased() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500\ntimeout = 1");
        machine.write(
                "/hold.py",
                "import ctypes, time\nctypes.CDLL('libc.so.6').lckpwdf()\nopen('/held', 'w')\n"
                        + "time.sleep(1000)\n");
        String script =
                "/usr/bin/python3 /hold.py & p=$!; while ! [ -e /held ]; do sleep 0.01; done; "
                        + Machine.CTK
                        + " run -- id -un 2>&1 || echo $?; kill $p";
        assertEquals(
                "ctk run: step 'ensure-user' (/etc/ctk/ctk.toml:2:1): create group 'app' with gid"
                        + " 1500: timed out after 1 s\n"
                        + "hint: nothing was changed before it\n125\n",
                machine.sh(script));
    }

    /** Whenever it is killed, each file is the old or the new one, and the next start completes. */
    @Test
    void leavesWholeFilesWhenItIsKilled() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500, groups = ['audio']");
        StringBuilder times = new StringBuilder();
        Random random = new Random(4711);
        for (int i = 0; i < KILLS; i++) {
            times.append(" 0.0").append(100 + random.nextInt(900)); // seconds
        }
        String out =
                machine.sh(
                        """
                        for i in $(seq 2000 9000); do echo "u$i:x:$i:$i::/:"; done >>/etc/passwd
                        mkdir /old; cp -p /etc/passwd /etc/group /etc/*shadow /old
                        app='app:x:1500:1500::/home/app:/bin/sh'
                        sed '/^audio:/s/$/app/' /old/group >/audio; echo app:x:1500: >/line
                        same() { cmp -s "$1" "$2"; }
                        for t in %s; do
                            cp -p /old/* /etc; rm -rf /home/app
                            %2$s run -- true & p=$!
                            sleep $t; kill -9 $p 2>/dev/null || true
                            wait $p 2>/dev/null && echo survived || echo killed
                            grep -v '^app:' /etc/passwd | cmp - /old/passwd
                            [ $(tail -c 1 /etc/passwd | wc -l) = 1 ]
                            tail -n 1 /etc/passwd | grep -qx "$app\\|u9000:x:9000:9000::/:"
                            grep -v '^app:' /etc/group >/g
                            same /g /old/group || same /g /audio
                            %2$s run -- id
                            (cat /old/passwd; echo "$app") | cmp - /etc/passwd
                            cat /audio /line | cmp - /etc/group
                            stat -c '%%u:%%g %%a' /home/app
                            [ $(grep -c '^app:' /etc/shadow) = 1 ]
                        done
                        """
                                .formatted(times, Machine.CTK));
        List<String> lines = out.lines().toList();
        assertEquals(3 * KILLS, lines.size(), out);
        for (int i = 0; i < lines.size(); i += 3) {
            String id = "uid=1500(app) gid=1500(app) groups=1500(app),29(audio)";
            assertEquals(List.of(id, "1500:1500 700"), lines.subList(i + 1, i + 3));
        }
        assertTrue(lines.contains("killed"), out);
    }

    private static List<String> names(Machine machine, String file) throws Exception {
        try (Stream<String> lines = Files.lines(machine.upper("/etc/" + file))) {
            return lines.map(line -> line.substring(0, line.indexOf(':'))).toList();
        }
    }

    private static long count(List<String> names, String name) {
        return names.stream().filter(name::equals).count();
    }
}
