package ctk.core.proc;

import ctk.core.linux.ByteString;

import java.util.List;

/**
 * What /proc/PID/status says (proc_pid_status(5)).
 *
 * @param pid its process id
 * @param parent that of its parent; 0 if that is outside of the PID namespace
 * @param name its own, of 15 bytes at most, which it can set to anything
 * @param state a letter: R runs, S sleeps, D waits for a device, T is stopped, Z has ended
 * @param uids real, effective, saved and file system user id
 * @param gids real, effective, saved and file system group id
 * @param groups supplementary group ids
 * @param threads how many
 * @param resident memory in KiB; 0 for threads of the kernel
 * @param capabilities of its first thread
 * @param signals what it does with them
 * @param noNewPrivs whether execve can give it nothing more
 * @param seccomp 0 off, 1 strict, 2 by filters
 */
public record ProcessStatus(
        int pid,
        int parent,
        ByteString name,
        char state,
        List<Long> uids,
        List<Long> gids,
        List<Long> groups,
        int threads,
        long resident,
        CapabilitySets capabilities,
        SignalSets signals,
        boolean noNewPrivs,
        int seccomp) {

    /** Return the effective user id. */
    public long uid() {
        return uids.get(1);
    }

    /** Return the effective group id. */
    public long gid() {
        return gids.get(1);
    }
}
