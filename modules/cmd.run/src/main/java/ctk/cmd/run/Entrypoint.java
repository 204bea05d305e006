package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.config.Config;
import ctk.core.config.ConfigException;
import ctk.core.config.Entry;
import ctk.core.config.Position;
import ctk.core.config.Table;
import ctk.core.config.Value;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.steps.Catalog;
import ctk.core.steps.CommandEnvironment;
import ctk.core.steps.Planned;
import ctk.core.steps.Reporter;
import ctk.core.steps.SetUp;
import ctk.core.steps.StepException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A start with a configuration or volumes: its user, and the set-up before the command. */
final class Entrypoint {

    private final Config config;
    private final CommandEnvironment environment = new CommandEnvironment();

    Entrypoint(Config config) {
        this.config = config;
    }

    /**
     * Return the configured user, with variables expanded; empty to stay who ctk is.
     *
     * @throws CommandException if there is none
     */
    ByteString user(Arguments arguments) throws CommandException {
        if (arguments.has(IdentityOptions.MATCH_OWNER)) {
            return ByteString.of("");
        }
        try {
            String user = config.user(environment.lookup());
            if (user == null) {
                throw new CommandException(
                        "no user given", "USER stands before --, or is user of the configuration");
            }
            return ByteString.of(user);
        } catch (ConfigException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    /**
     * Plan the set-up, and do it.
     *
     * @param user who the command will run as, empty for who ctk is
     * @param isConfigured whether the steps of the configuration are part of it
     * @param isDry whether nothing of it is done
     */
    Planned run(
            ByteString user,
            Arguments arguments,
            Reporter reporter,
            boolean isConfigured,
            boolean isDry)
            throws CommandException {
        String target = target(UserSource.forSteps(user, arguments));
        List<Table> volumes = new ArrayList<>();
        for (ByteString volume : arguments.values(RunOptions.VOLUME)) {
            addVolume(volume, target, volumes);
        }
        List<Table> steps = new ArrayList<>(isConfigured ? config.steps() : List.of());
        steps.addAll(behindUsers(steps), volumes);
        try {
            Catalog catalog = new Catalog(arguments.values(RunOptions.PLUGIN_PATH));
            return SetUp.prepare(steps, catalog).run(environment, target, reporter, isDry);
        } catch (StepException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    /** A volume belongs to whom a step makes, so it comes behind the last that does. */
    private static int behindUsers(List<Table> steps) {
        int behind = 0;
        for (int i = 0; i < steps.size(); i++) {
            Entry use = steps.get(i).find("use");
            if (use != null && use.value() instanceof Value.Text id && isOfUsers(id.text())) {
                behind = i + 1;
            }
        }
        return behind;
    }

    private static boolean isOfUsers(String id) {
        return id.equals("ensure-user");
    }

    /** Return what is to be changed in the environment of the command. */
    List<ByteString> edits() {
        return environment.edits();
    }

    /** Return the environment that variables were looked up in. */
    CommandEnvironment environment() {
        return environment;
    }

    /** Refuse volumes that a run would refuse. */
    static void checkVolumes(Arguments arguments) throws CommandException {
        for (ByteString volume : arguments.values(RunOptions.VOLUME)) {
            addVolume(volume, "0:0", new ArrayList<>());
        }
    }

    private static String target(ByteString user) throws CommandException {
        if (user.length() > 0) {
            return user.toString();
        }
        try {
            Credentials now = Credentials.current();
            return now.effectiveUid() + ":" + now.effectiveGid();
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    /**
     * Add the steps for PATH[:MODE]: the directory is there, and then its tree belongs to the
     * target, root last, so that a start that was killed is completed by the next.
     */
    private static void addVolume(ByteString volume, String target, List<Table> steps)
            throws CommandException {
        String text = volume.toString();
        if (!ByteString.of(text).equals(volume)) {
            throw new CommandException(
                    "cannot take --volume " + volume.quoted() + ": it is not UTF-8", null);
        }
        int colon = text.lastIndexOf(':');
        String path = colon < 0 ? text : text.substring(0, colon);
        if (path.isEmpty() || path.charAt(0) != '/') {
            throw new CommandException(
                    "cannot take --volume " + volume.quoted() + ": it is no absolute path",
                    "as in --volume=/data:0750");
        }
        String mode = colon < 0 ? null : text.substring(colon + 1);
        if (mode != null && mode.isEmpty()) {
            throw new CommandException(
                    "cannot take --volume " + volume.quoted() + ": its mode is empty",
                    "is a variable unset?");
        }
        steps.add(step("directory", "path", text(path), mode));
        Table chown = step("chown", "paths", text(path), null);
        List<Entry> entries = new ArrayList<>(chown.entries());
        entries.add(new Entry("owner", AT, text(target)));
        entries.add(new Entry("policy", AT, text("root-mismatch")));
        steps.add(new Table(AT, entries));
    }

    private static final Position AT = new Position("--volume", 0, 0);

    private static Table step(String id, String key, Value value, @Nullable String mode) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("use", AT, text(id)));
        entries.add(new Entry(key, AT, value));
        if (mode != null) {
            entries.add(new Entry("mode", AT, text(mode)));
        }
        return new Table(AT, entries);
    }

    /** A text that stands for itself: nothing in it is expanded. */
    private static Value text(String text) {
        return new Value.Text(AT, text.replace("$", "$$"));
    }
}
