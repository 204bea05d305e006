package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Lines and files that {@code ctk whoami} refuses. */
class WhoamiBadInputIT {

    private static final String USAGE = "\nhint: usage: ctk whoami [OPTIONS] [USER[:GROUP]]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b|too many operands: 'b'+",
                "--passwd=/etc/passwd|option --passwd is for USER[:GROUP], and none is given+",
                "--group=/etc/group|option --group is for USER[:GROUP], and none is given+",
                "--passwd|option --passwd needs an argument",
                "--json=x|option --json takes no argument",
                "--jsn|unknown option '--jsn'#hint: did you mean --json?",
                "--passwd=dir 0|cannot read 'dir': is a directory",
                "--group=dir 0:0|cannot read 'dir': is a directory",
                "--passwd=fifo 0|cannot read 'fifo': it is no regular file",
                "--group=fifo 0:0|cannot read 'fifo': it is no regular file",
                "--passwd=/dev/zero 0|cannot read '/dev/zero': it is no regular file",
                "--passwd=absent 0|cannot open 'absent': no such file or directory",
                "--passwd=file/x 0|cannot open 'file/x': not a directory",
                "--passwd= 0|cannot open '': no such file or directory",
                "--passwd=loop 0|cannot open 'loop': too many levels of symbolic links",
            })
    void refuses(String line, String error) throws Exception {
        Tree tree = Tree.create().files("file").directories("dir").link("loop", "loop");
        tree.run("mkfifo", "fifo").expect(0);
        String[] words = ("ctk whoami " + line).split(" ", -1);
        words[0] = Image.CTK;
        String message = error.replace("+", USAGE).replace("#", "\n");
        tree.run(words).expectError(125, "ctk whoami: " + message);
    }

    @Test
    void refusesAFileThatItMayNotRead() throws Exception {
        Tree tree = Tree.create().files("secret");
        String script =
                """
                chmod 0600 secret
                setpriv --reuid=65534 --clear-groups --inh-caps=-all "$CTK" whoami \\
                    --passwd=secret 0
                """;
        tree.script(script).expectError(125, "ctk whoami: cannot open 'secret': permission denied");
    }

    @Test
    void takesFilesThatAreHugeOrNoText() throws Exception {
        Tree tree = Tree.create();
        String script =
                """
                { printf 'caf\\351:x:7:8::/h\\351\\033:/s\\n'; yes 'x:x:1:1::/:' | head -c 60000000
                  echo 'last:x:9:9::/:'; } > passwd
                "$CTK" whoami --passwd=passwd last
                "$CTK" whoami --passwd=passwd "$(printf 'caf\\351')"
                truncate -s 20G sparse
                "$CTK" whoami --passwd=sparse last
                """;
        Run run = tree.script(script.replace("sparse last", "sparse last || test $? = 1"));
        assertTrue(run.out().contains("9 last (passwd line 5000002: the first"), run.out());
        assertTrue(run.out().contains("7 caf\\xe9 (passwd line 1: the first"), run.out());
        assertTrue(run.out().contains("home              /h\\xe9\\x1b (field 6"), run.out());
        assertEquals(
                "ctk whoami: cannot resolve user 'last': line 1 of sparse is longer than 1 MiB\n",
                run.err());
    }

    @Test
    void aPageIsThereWhateverTheFilesAre() throws Exception {
        String script =
                """
                mount --bind /dev/zero /etc/group; mkfifo fifo; mount --bind fifo /etc/passwd
                "$CTK" whoami
                """;
        Run run = Tree.create().script(script).expect(0);
        assertTrue(run.out().contains("should not run as root; cannot read\n"), run.out());
        assertTrue(
                run.out().contains("group names: cannot read '/etc/group': it is no regular"),
                run.out());
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFailure() throws Exception {
        String script = "exec \"$0\" whoami > /dev/full";
        Run.of(List.of("sh", "-c", script, Image.CTK))
                .expectError(
                        125, "ctk whoami: cannot write 'standard output': no space left on device");
    }
}
