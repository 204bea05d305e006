package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Whose jars are loaded. */
@LeftOutWhenSealed("no start with a step of a plugin directory is sealed")
class PluginTrustIT {

    private static final String HINT =
            "\nhint: give it to root, and chmod go-w, or mount it read-only";

    private static Plugged good() throws Exception {
        return Plugged.bad(Plugged.badStep());
    }

    /** A script of sh | what it makes untrusted | why. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chown 1000 /opt/plugins/bad.jar|/opt/plugins/bad.jar||uid 1000 owns it",
                "chmod 664 /opt/plugins/bad.jar|/opt/plugins/bad.jar||others can write to it",
                "chmod 646 /opt/plugins/bad.jar|/opt/plugins/bad.jar||others can write to it",
                "chown 1000 /opt/plugins|/opt/plugins||uid 1000 owns it",
                "chmod 775 /opt/plugins|/opt/plugins||others can write to it",
                "chmod 1777 /opt/plugins|/opt/plugins||others can write to it",
                "chown 1000 /opt|/opt/plugins|/opt|uid 1000 owns it",
                "cd /opt; mkdir o; mv plugins/bad.jar o; chown 1000 o; ln -s ../o/bad.jar plugins"
                        + "|/opt/plugins/bad.jar|/opt/o|uid 1000 owns it",
                "cd /opt; mkdir o; mv plugins o; chown 1000 o; ln -s o/plugins ."
                        + "|/opt/plugins|/opt/o|uid 1000 owns it",
                "cd /opt; mv plugins p; ln -s p plugins; chown -h 1000 plugins"
                        + "|/opt/plugins||uid 1000 owns it",
                "cd /opt; mv plugins p; mkdir o; ln -s ../p o/p; ln -s o/p plugins; chown 1000 o"
                        + "|/opt/plugins|/opt/o|uid 1000 owns it",
            })
    void refusesWhatOthersCanChange(String script, String path, String where, String why)
            throws Exception {
        Plugged plugged = good();
        plugged.machine().sh(script);
        String at = where == null ? "" : "'" + where + "': ";
        plugged.refuses("plugin '" + path + "' is not trusted: " + at + why + HINT);
    }

    /** A link of root's, in directories of root's, is as good as what it leads to. */
    @Test
    void followsLinksOfRoot() throws Exception {
        Plugged plugged = good();
        plugged.machine().sh("cd /opt; mkdir a; mv plugins a/p; ln -s ./a/../a/p plugins");
        plugged.works();
        plugged.machine().sh("cd /opt/a; mv p/bad.jar b; ln -s /opt/a/b p/bad.jar");
        plugged.works();
    }

    @ParameterizedTest
    @CsvSource({"bad.jar, too many links", "gone.jar, no such file or directory"})
    void namesALinkThatLeadsNowhere(String target, String cause) throws Exception {
        Plugged plugged = good();
        plugged.machine().sh("cd /opt/plugins; rm bad.jar; ln -s " + target + " bad.jar");
        plugged.refuses("cannot load plugin '/opt/plugins/bad.jar': " + cause);
    }

    /** As Kubernetes and image volumes have it: nobody can write there, whoever owns it. */
    @Test
    void trustsAReadOnlyMount() throws Exception {
        Plugged plugged = good();
        Machine machine = plugged.machine();
        machine.sh("cd /opt/plugins; mkdir ..data; mv bad.jar ..data; ln -s ..data/bad.jar .");
        machine.sh("chown -Rh 1000 /opt/plugins");
        String mounts = "mount --bind opt/plugins opt/plugins\n";
        List<String> ctk =
                List.of(
                        Machine.CTK,
                        "run",
                        "--plugin-path=" + Plugged.DIRECTORY,
                        "--",
                        "echo",
                        "ran");
        Run writable = Run.of(machine.command(mounts, List.of(), ctk));
        writable.expectError(
                125, "ctk run: plugin '/opt/plugins' is not trusted: uid 1000 owns it" + HINT);
        String readOnly = mounts + "mount -o remount,bind,ro opt/plugins\n";
        assertEquals("ran\n", Run.of(machine.command(readOnly, List.of(), ctk)).expect(0).out());
    }
}
