package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command of a sealed start finds what its caller had, bit for bit as that of a usual one does.
 * Needs root.
 */
class SealedTransparencyIT {

    private static final List<String> PLAIN =
            List.of("--env-clear", "--env=PATH=/usr/sbin:/usr/bin:/sbin:/bin", "--env=LANG=C");
    private static final List<String> START = List.of("run", "65534:65534", "--", "/probe");

    /** The files that {@link Run} catches output in have other names each time. */
    private static final Pattern CAUGHT = Pattern.compile("/ctk\\d+\\.(out|err) ");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--umask=0777 --chdir=/usr --nice=3",
                "--block=TERM --block=INT --block=HUP --block=QUIT --block=CHLD",
                "--block=all",
                "--ignore=PIPE --ignore=HUP --ignore=XFSZ --ignore=USR2 --ignore=CHLD",
                "--ignore=SEGV --ignore=BUS --ignore=FPE --ignore=ILL --ignore=TRAP",
                "--ignore=32 --ignore=33 --ignore=34 --ignore=50 --ignore=64",
                "--ignore=TERM --block=TERM --block=PIPE --ignore=USR1",
                "--open=3:/etc/hostname --open=130:/etc --open=300:/dev/null",
                "--close=0",
                "--close=0 --open=5:/etc/hostname",
                "--close=2",
                "--rlimit=nofile=10:20",
                "--rlimit=core=0:- --rlimit=stack=262144:-",
                "--rlimit=stack=unlimited:unlimited --rlimit=core=4096:8192",
                "--rlimit=fsize=1048576:1048576 --rlimit=nproc=1000:2000",
                "--coredump-filter=7f --oom-score-adj=500",
                "--pdeathsig=KILL",
                "--no-new-privs",
                "--drop-cap=21 --drop-cap=24 --drop-cap=12",
                "--groups=5,4,2000000000",
                "--gid=7 --groups=",
                "--pid1",
            })
    void keepsTheStateOfItsCaller(String options) throws Exception {
        assertSameView(Arrays.asList(options.split(" ", -1)));
    }

    @Test
    void keepsArgumentsAndEnvironmentByteForByte() throws Exception {
        assertSameView(
                List.of(
                        "--env=HOME=/wrong",
                        "--env=BAD=caf\\xe9",
                        "--env=EMPTY=",
                        "--env==odd",
                        "--env=no-equals-sign",
                        "--env=",
                        "--env=A=1",
                        "--env=A=2",
                        "--env=HOME=/again",
                        "--env=LD_PRELOAD_=x",
                        "--env=LONG=" + "y".repeat(100_000)),
                "h\\xe9llo",
                "",
                " ",
                "--",
                "-x",
                "line\\nline",
                "x".repeat(100_000),
                "");
    }

    /** Seal a start in this state, and compare what the probe prints behind both kinds of it. */
    private static void assertSameView(List<String> options, String... arguments) throws Exception {
        Machine machine = Machine.create();
        for (String program : List.of("start", "probe")) {
            Path copy = machine.upper("/" + program);
            Files.copy(Path.of(Image.program(program)), copy, COPY_ATTRIBUTES);
        }
        SealedMachine sealed = SealedMachine.of(machine);
        Run seal = machine.run(line(options, List.of("seal", "65534:65534")));
        assertEquals(0, seal.code(), seal.err());
        List<String> start = new ArrayList<>(START);
        start.addAll(Arrays.asList(arguments));
        Run usual = sealed.usual(line(options, start));
        Run run = sealed.sealed(line(options, start));
        assertTrue(usual.out().contains("uid 65534 65534 65534\n"), usual.out() + usual.err());
        assertEquals(view(usual), view(run));
    }

    private static String[] line(List<String> options, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of("/start"));
        line.addAll(PLAIN);
        line.addAll(options);
        line.addAll(List.of("--", Machine.CTK));
        line.addAll(arguments);
        return line.toArray(String[]::new);
    }

    private static String view(Run run) {
        String out = CAUGHT.matcher(run.out()).replaceAll("/caught.$1 ");
        return run.code() + "\n" + run.err() + "\n" + out;
    }
}
