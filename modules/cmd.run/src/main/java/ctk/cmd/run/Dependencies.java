package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.config.ConfigException;
import ctk.core.config.ConfigReader;
import ctk.core.config.ConfigSources;
import ctk.core.config.Trust;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;
import ctk.core.linux.Capability;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;
import ctk.core.seal.Condition;
import ctk.core.seal.DirectoryLists;
import ctk.core.seal.Facts;
import ctk.core.seal.FileHolds;
import ctk.core.seal.FileIs;
import ctk.core.seal.GroupsDenied;
import ctk.core.seal.LimitIs;
import ctk.core.seal.NicenessAtMost;
import ctk.core.seal.NothingAt;
import ctk.core.seal.VariableIs;
import ctk.core.steps.CommandEnvironment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a decision depends on beside its arguments and its process, as it is now. */
final class Dependencies {

    /** Bytes of a limit in the setting of limits: its number, soft and hard. */
    private static final int LIMIT = 20;

    private static final int OTHERS_READ = 4;
    private static final int ALL_READ_AND_SEARCH = 0555;
    private static final String OPEN = "everybody may read /etc/ctk/sealed, but not this file";

    private final Set<Condition> all = new LinkedHashSet<>();
    private final Facts facts;

    /** Start with none. */
    Dependencies(Facts facts) {
        this.facts = facts;
    }

    /**
     * Return all of them: what is compared quickly comes first.
     *
     * @throws CommandException if they are too large, or do not hold as they will be compared
     */
    List<Condition> all() throws CommandException {
        List<Condition> ordered = new ArrayList<>();
        for (Condition each : all) {
            String objection = each.objection();
            if (objection != null) {
                throw new CommandException("cannot seal: " + objection, null);
            }
            ordered.add(each);
        }
        long bytes = FileHolds.bytes(ordered);
        if (bytes > FileHolds.MOST) {
            throw new CommandException(
                    "cannot seal what depends on " + bytes + " bytes of files: the most is 1 MiB",
                    null);
        }
        ordered.sort(Comparator.comparingInt(Dependencies::cost));
        return ordered;
    }

    /** Return a number that is the larger the longer the comparison takes. */
    private static int cost(Condition condition) {
        return switch (condition) {
            case VariableIs variable -> 0;
            case LimitIs limit -> 1;
            case NicenessAtMost niceness -> 1;
            case NothingAt nothing -> 2;
            case FileIs status -> 3;
            case GroupsDenied denied -> 4;
            case DirectoryLists listing -> 5;
            case FileHolds content -> 6;
        };
    }

    /** Add those of a guard. */
    void add(List<Condition> conditions) {
        all.addAll(conditions);
    }

    /** Add the files of users and groups. */
    void addUsers() throws CommandException {
        for (String name : List.of("/etc/passwd", "/etc/group")) {
            ByteString path = ByteString.of(name);
            if (isThere(path)) {
                addContent(path);
            } else {
                all.add(new NothingAt(path));
            }
        }
    }

    /** Add the variables that somebody asked for. */
    void addVariables(RunLine line) throws CommandException {
        for (ByteString each : line.askedByOptions()) {
            all.add(VariableIs.now(each));
        }
        CommandEnvironment environment = line.environment();
        if (environment == null) {
            return;
        }
        if (environment.isAllAsked()) {
            throw new CommandException(
                    "cannot seal: a step asks for all variables there are", null);
        }
        for (String each : environment.asked()) {
            if (each.isEmpty() || each.indexOf('=') >= 0 || each.indexOf('\ufffd') >= 0) {
                String name = ByteString.of(each).quoted();
                throw new CommandException("cannot seal: a step asks for variable " + name, null);
            }
            all.add(VariableIs.now(ByteString.of(each)));
        }
    }

    /** Add the configuration, and who can have written it. */
    void addConfiguration(Arguments arguments) throws CommandException {
        if (arguments.has(RunOptions.NO_CONFIG)) {
            return;
        }
        ByteString file = arguments.value(RunOptions.CONFIG);
        if (file != null) {
            requireAbsolute("--config", file);
        }
        try {
            ConfigSources sources = ConfigReader.sources(file);
            for (ByteString each : sources.directories()) {
                addTrust(each, FileStatus.Type.DIRECTORY);
            }
            for (ByteString each : sources.listed()) {
                all.add(DirectoryLists.now(each));
            }
            for (ByteString each : sources.missing()) {
                all.add(new NothingAt(each));
            }
            for (ByteString each : sources.files()) {
                addTrust(each, FileStatus.Type.REGULAR);
                addContent(each);
            }
        } catch (ConfigException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    private void addTrust(ByteString path, FileStatus.Type type) throws CommandException {
        try {
            FileStatus status = FileStatus.of(path, false);
            String objection =
                    Trust.objection(status.uid(), status.gid(), status.mode(), facts.uid()[1]);
            if (objection != null) {
                throw new CommandException(
                        "cannot seal what depends on "
                                + path.quoted()
                                + ": "
                                + objection
                                + ", and that its mount is read-only is not compared",
                        null);
            }
            boolean isOpen = (status.mode() & ALL_READ_AND_SEARCH) == ALL_READ_AND_SEARCH;
            if (type == FileStatus.Type.DIRECTORY && !isOpen) {
                throw new CommandException(
                        "cannot seal what depends on "
                                + path.quoted()
                                + ": not everybody can read that directory",
                        "chmod a+rx " + path.printable());
            }
            all.add(new FileIs(path, type, status.uid(), FileIs.ANY, status.mode()));
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    /** Add the files that options name. */
    void addFiles(Arguments arguments) throws CommandException {
        for (ByteString each : arguments.values(EnvironmentOptions.ENV_FILE)) {
            requireAbsolute("--env-file", each);
            addContent(each);
        }
        ByteString filter = arguments.value(PrivilegeOptions.SECCOMP_FILTER);
        if (filter != null) {
            requireAbsolute("--seccomp-filter", filter);
            addContent(filter);
        }
    }

    /** Add the limits that were compared with those asked for, for want of a right. */
    void addLimits(Start start) {
        Setting limits = start.decision().setting(Setting.Kind.LIMITS);
        long needed = 1L << Capability.CAP_SYS_RESOURCE.number();
        if (limits == null || (facts.effective() & needed) != 0) {
            return;
        }
        byte[] bytes = limits.payload();
        for (int at = 0; at < bytes.length; at += LIMIT) {
            all.add(LimitIs.now(bytes[at]));
        }
    }

    /** Add that this niceness may be set, for want of the right to set any. */
    void addNiceness(Start start) {
        Setting niceness = start.decision().setting(Setting.Kind.NICENESS);
        long needed = 1L << Capability.CAP_SYS_NICE.number();
        if (niceness != null && (facts.effective() & needed) == 0) {
            all.add(new NicenessAtMost(niceness.payload()[0])); // from -20 to 19
        }
    }

    /**
     * Add whether groups can be set, which is asked where they have to be, and may be what a start
     * stays for who it is.
     */
    void addSetGroups(Start start, boolean mayStay) {
        if (start.decision().setGroups() || mayStay) {
            all.add(GroupsDenied.now());
        }
    }

    private static void requireAbsolute(String option, ByteString path) throws CommandException {
        if (path.length() == 0 || path.at(0) != '/') {
            throw Unsealable.refused(option + "=" + path.printable(), "the path is not absolute");
        }
    }

    private void addContent(ByteString path) throws CommandException {
        try {
            if ((FileStatus.of(path, true).mode() & OTHERS_READ) == 0) {
                throw new CommandException(
                        "cannot seal what depends on " + path.quoted() + ": " + OPEN, null);
            }
            ByteString barrier = Reach.barrier(path);
            if (barrier != null) {
                throw new CommandException(
                        "cannot seal what depends on "
                                + path.quoted()
                                + ": everybody may read /etc/ctk/sealed, but not search "
                                + barrier.quoted(),
                        null);
            }
            all.add(FileHolds.now(path));
        } catch (KernelException e) {
            throw new CommandException(
                    e.errno() == Errno.EINVAL
                            ? "cannot seal what depends on "
                                    + path.quoted()
                                    + ": it is no regular file"
                            : String.valueOf(e.getMessage()),
                    null,
                    e);
        }
    }

    private static boolean isThere(ByteString path) throws CommandException {
        try {
            FileStatus.of(path, false);
            return true;
        } catch (KernelException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }
}
