package ctk.core.volumes;

import ctk.core.linux.InodeFacts;

/** Decides of one file what is to be changed. */
final class Rule {

    private static final int EXECUTABLE = 0111;
    private static final int GROUP_EXECUTABLE = 0010;

    final int uid;
    final int gid;
    final boolean keepSpecial;
    final boolean crossMounts;
    final boolean skipHardLinks;

    /** Files of others look as if they were as wanted. */
    private final boolean isUncertain;

    private final boolean always;
    private final Change change;

    Rule(Change change, Scope scope) {
        this.change = change;
        uid = (int) change.owner().uid();
        gid = (int) change.owner().gid();
        keepSpecial = change.keepSpecial();
        crossMounts = scope.crossMounts();
        skipHardLinks = scope.skipHardLinks();
        isUncertain = OverflowIds.holds(change.owner());
        always = scope.policy() == Policy.ALWAYS || isUncertain;
    }

    /** Tell whether also files that have the right owner may have to be changed. */
    boolean needsAll() {
        return always || change.mode() != null;
    }

    /** Tell whether anything is to be changed. */
    boolean changes(InodeFacts facts, int index) {
        return change.from().matches(facts.uid(index), facts.gid(index))
                && (changesOwner(facts, index) || !hasMode(facts, index));
    }

    /** Tell whether it is as wanted, whoever the change is restricted to. */
    boolean isDone(InodeFacts facts, int index) {
        boolean isOwned = facts.uid(index) == uid && facts.gid(index) == gid;
        return isOwned && !isUncertain && hasMode(facts, index);
    }

    private boolean hasMode(InodeFacts facts, int index) {
        return mode(facts, index, facts.mode(index)) == facts.mode(index);
    }

    boolean changesOwner(InodeFacts facts, int index) {
        return always || facts.uid(index) != uid || facts.gid(index) != gid;
    }

    /** Return the permissions that the file is to have if these are its own; a link's stay. */
    int mode(InodeFacts facts, int index, int own) {
        ModeChange mode = change.mode();
        return mode == null || facts.isLink(index)
                ? own
                : mode.apply(own, facts.isDirectory(index));
    }

    /**
     * Return what is left of its permissions when its owner changes: the kernel takes the
     * set-user-ID bit, and the set-group-ID bit of what the group may execute (chown(2)).
     */
    int modeAfterChown(InodeFacts facts, int index) {
        int mode = facts.mode(index);
        if (facts.isDirectory(index) || facts.isLink(index) || !changesOwner(facts, index)) {
            return mode;
        }
        boolean both = (mode & GROUP_EXECUTABLE) != 0;
        return mode
                & ~(notRestored(facts, index) & (both ? ModeChange.SET_IDS : ModeChange.SET_UID));
    }

    /**
     * Return the bits that are not put back if the kernel takes them from a file of this owner and
     * group. Who could write to the tree may have planted a program with them: it must not become
     * one of root.
     */
    int notRestored(InodeFacts facts, int index) {
        if (!keepSpecial) {
            return ModeChange.SET_IDS;
        }
        int user = uid == 0 && facts.uid(index) != 0 ? ModeChange.SET_UID : 0;
        int group = gid == 0 && facts.gid(index) != 0 ? ModeChange.SET_GID : 0;
        return user | group;
    }

    /**
     * Tell whether a file that is to be changed needs a descriptor of its own: because the decision
     * must hold for the very file that is changed, or because more than the owner changes.
     */
    boolean needsCare(InodeFacts facts, int index) {
        return skipHardLinks
                || !change.from().isAnybody()
                || !hasMode(facts, index)
                || mayBeSpecial(facts, index);
    }

    /** Tell whether the kernel may take bits or file capabilities from it. */
    boolean mayBeSpecial(InodeFacts facts, int index) {
        boolean hasBits = (facts.mode(index) & ModeChange.SET_IDS) != 0;
        return mayHaveCapabilities(facts, index)
                || (hasBits && !facts.isDirectory(index) && !facts.isLink(index));
    }

    /** File capabilities are for executables: others are asked only if theirs are to be kept. */
    boolean mayHaveCapabilities(InodeFacts facts, int index) {
        return facts.isRegular(index) && (keepSpecial || (facts.mode(index) & EXECUTABLE) != 0);
    }
}
