package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

/** Owner and mode of an open file, changed only where they differ. */
final class Ownership {

    private Ownership() {}

    /** Return whose a file is. */
    static Owner of(InodeFacts facts) {
        return new Owner(
                Integer.toUnsignedLong(facts.uid(0)), Integer.toUnsignedLong(facts.gid(0)));
    }

    /** Give an open file, also one of openPath, an owner. */
    static void set(int file, Owner owner, Attempt attempt) throws SetupException {
        InodeFacts facts = new InodeFacts(1);
        attempt.require(facts.ofFile(file));
        int uid = (int) owner.uid();
        int gid = (int) owner.gid();
        if (facts.uid(0) == uid && facts.gid(0) == gid) {
            return;
        }
        int result = DirectoryCalls.changeOwner(file, uid, gid);
        if (result < 0) {
            String cause = "it cannot be given to " + owner + ": " + Errno.describe(-result);
            throw attempt.failure(cause, null);
        }
    }

    /** Set the mode of an open file, also one of openPath. */
    static void setMode(int file, int mode, Attempt attempt) throws SetupException {
        InodeFacts facts = new InodeFacts(1);
        attempt.require(facts.ofFile(file));
        if (facts.mode(0) == mode) {
            return;
        }
        int result = FileCalls.changeMode(file, mode);
        attempt.require(result == -Errno.EBADF ? DirectoryCalls.changeMode(file, mode) : result);
    }
}
