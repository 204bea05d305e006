package ctk.cmd.run;

import ctk.core.cli.Json;
import ctk.core.exec.Decision;
import ctk.core.exec.Setting;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.linux.ProcessState;

import java.util.ArrayList;
import java.util.List;

/** The capability sets of a process before a decision is performed, and after that. */
final class CapabilitySets {

    /**
     * A set.
     *
     * @param name of it, as in capabilities(7)
     */
    private record Change(String name, long before, long after) {}

    private final List<Change> all = new ArrayList<>();
    private final long known;

    /** Ask the kernel for those of now. */
    CapabilitySets(Decision decision) throws KernelException {
        Credentials now = Credentials.current();
        ProcessState state = ProcessState.current();
        known = state.known();
        Setting kept = decision.setting(Setting.Kind.KEPT_CAPABILITIES);
        Setting bound = decision.setting(Setting.Kind.BOUNDING_SET);
        long rest = kept == null ? 0 : number(kept);
        boolean isCleared = decision.clearsCapabilities();
        long bounding = bound == null ? -1 : number(bound);
        add("permitted", now.permitted(), isCleared ? rest : now.permitted());
        add("effective", now.effective(), isCleared ? rest : now.effective());
        add("inheritable", now.inheritable(), isCleared ? rest : now.inheritable());
        add("ambient", state.ambient(), isCleared ? rest : state.ambient());
        add("bounding", state.bounding(), state.bounding() & bounding);
    }

    private void add(String name, long before, long after) {
        all.add(new Change(name, before, after));
    }

    private static long number(Setting set) {
        long number = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            number = (number << Byte.SIZE) | (set.payload()[i] & 0xff);
        }
        return number;
    }

    /** Return a line of each; the effective set has one if it is not the permitted one. */
    List<DryRun.Line> lines() {
        List<DryRun.Line> lines = new ArrayList<>();
        Change permitted = all.getFirst();
        for (Change each : all) {
            boolean isSame = each.before() == permitted.before();
            if (!each.name().equals("effective") || !isSame) {
                String before = ", of " + words(each.before());
                boolean isChanged = each.before() != each.after();
                String text = words(each.after()) + (isChanged ? before : ", already so");
                lines.add(new DryRun.Line(each.name(), text));
            }
        }
        return lines;
    }

    private String words(long set) {
        return set == known ? "all" : Capabilities.words(set);
    }

    /** Return an object with one of each. */
    Json json() {
        Json json = new Json();
        for (Change each : all) {
            Json sets = new Json().string("before", words(each.before()));
            json.object(each.name(), sets.string("after", words(each.after())));
        }
        return json;
    }
}
