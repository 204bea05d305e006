package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.userdb.Identity;
import ctk.core.userdb.UserDb;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the options of a line make of a start, beside its user and its set-up. Read before anything
 * is changed.
 */
final class StartOptions {

    /** Those of a line without options. */
    static final StartOptions NONE = new StartOptions(null, List.of(Setting.OWN_STDIO), null);

    /** Those of gosu, which leaves streams alone. */
    static final StartOptions GOSU = new StartOptions(null, List.of(), null);

    /** Of the 4,096 that decision.c takes, one is HOME. */
    private static final int MOST_EDITS = 4095;

    private final @Nullable Arguments arguments;
    private final List<Setting> settings;
    private final @Nullable EnvironmentOptions environment;

    private StartOptions(
            @Nullable Arguments arguments,
            List<Setting> settings,
            @Nullable EnvironmentOptions environment) {
        this.arguments = arguments;
        this.settings = settings;
        this.environment = environment;
    }

    /** Read those of a line. */
    static StartOptions of(Arguments arguments) throws CommandException {
        if (arguments.isEmpty()) {
            return NONE;
        }
        IdentityOptions.check(arguments);
        EnvironmentOptions environment = new EnvironmentOptions(arguments);
        List<Setting> settings = new ArrayList<>();
        ProcessOptions.add(arguments, settings);
        if (PrivilegeOptions.isAny(arguments)) {
            PrivilegeOptions.add(arguments, settings);
        }
        if (environment.isReset()) {
            String text = "emptied but for what follows";
            settings.add(Setting.flag(Setting.Kind.CLEAR_ENVIRONMENT, text));
        }
        return new StartOptions(arguments, settings, environment);
    }

    /** Return the settings for this target. */
    List<Setting> settings(long uid) throws CommandException {
        if (uid != 0) {
            return settings;
        }
        List<Setting> ofRoot = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            Setting each = settings.get(i);
            if (each.kind() == Setting.Kind.KEPT_CAPABILITIES) {
                throw new CommandException(
                        "--keep-caps is for other users than root, who keeps what there is",
                        "--bounding-set takes capabilities from root");
            }
            if (each.kind() != Setting.Kind.OWN_STDIO) {
                ofRoot.add(each);
            }
        }
        return ofRoot;
    }

    /**
     * Return the settings for a process that stays who it is for want of a right.
     *
     * @throws CommandException if some of those that would be left out would have taken rights away
     */
    List<Setting> settingsWithoutRights() throws CommandException {
        List<String> refused =
                given(
                        IdentityOptions.GROUPS,
                        PrivilegeOptions.BOUNDING_SET,
                        PrivilegeOptions.SECUREBITS);
        if (!refused.isEmpty()) {
            throw new CommandException(
                    String.join(", ", refused)
                            + " cannot be left out: COMMAND would have more rights",
                    "--if-not-root=exec leaves out only what gives rights");
        }
        List<Setting> left = new ArrayList<>();
        for (Setting each : settings) {
            if (each.kind() != Setting.Kind.KEPT_CAPABILITIES
                    && each.kind() != Setting.Kind.OWN_STDIO) {
                left.add(each);
            }
        }
        return left;
    }

    /**
     * Refuse what ctk has no right to do or to keep. That is left out or refused with the switch,
     * so that only a start that does switch asks.
     */
    void requireRights() throws CommandException {
        if (arguments != null && PrivilegeOptions.isAny(arguments)) {
            PrivilegeOptions.requireRights(arguments);
        }
    }

    /** Tell whether it is of use to know the entry of who ctk is. */
    boolean isEntryUsed() {
        return arguments != null
                && (arguments.has(RunOptions.DRY_RUN)
                        || arguments.has(EnvironmentOptions.LOGIN_ENV)
                        || arguments.has(EnvironmentOptions.RESET_ENV));
    }

    /** Return the edits for a process that stays who it is: HOME stays, but not by --reset-env. */
    List<ByteString> editsToStay(List<ByteString> steps, Identity self) throws CommandException {
        List<ByteString> edits = edits(steps, self);
        if (environment == null || !environment.isReset()) {
            return edits;
        }
        ByteString name = ByteString.of("HOME=");
        for (int i = 0; i < edits.size(); i++) {
            if (edits.get(i).startsWith(name)) {
                return edits;
            }
        }
        List<ByteString> all = new ArrayList<>(edits.size() + 1);
        all.add(ByteString.join(name, self.home()));
        all.addAll(edits);
        return all;
    }

    /** Return the options that a process leaves out that stays who it is for want of a right. */
    List<String> leftOut() {
        return given(
                IdentityOptions.MATCH_OWNER,
                IdentityOptions.ADD_GROUPS,
                IdentityOptions.KEEP_GROUPS,
                PrivilegeOptions.KEEP_CAPS,
                ProcessOptions.OWN_STDIO);
    }

    private List<String> given(Option... options) {
        List<String> given = new ArrayList<>();
        for (Option each : options) {
            if (arguments != null && arguments.has(each)) {
                given.add(each.name());
            }
        }
        return given;
    }

    /** Tell whether COMMAND is to run as who ctk is if it has no right to switch. */
    boolean isExecIfNotRoot() throws CommandException {
        return arguments != null && IdentityOptions.ifNotRoot(arguments);
    }

    /** Return the identity with the groups that were asked for. */
    Identity withGroups(Identity identity, UserDb users, Credentials now)
            throws CommandException, UserSpecException, IOException {
        return arguments == null
                ? identity
                : IdentityOptions.withGroups(identity, arguments, users, now);
    }

    /** Return the names of the caller's variables that the edits depend on. */
    List<ByteString> asked() {
        return environment == null ? List.of() : environment.asked();
    }

    /** Return the edits of the environment, those of the set-up among them. */
    List<ByteString> edits(List<ByteString> steps, Identity identity) throws CommandException {
        List<ByteString> edits = environment == null ? steps : environment.edits(steps, identity);
        if (edits.size() > MOST_EDITS) {
            throw new CommandException(
                    "more than " + MOST_EDITS + " variables are to be changed", null);
        }
        return edits;
    }
}
