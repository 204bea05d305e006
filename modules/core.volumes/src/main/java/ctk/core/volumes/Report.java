package ctk.core.volumes;

import java.util.List;

/**
 * What a walk has done.
 *
 * @param entries files that it looked at, directories and the roots among them, a file with several
 *     links once
 * @param changed those of them that were changed, or would be in a dry run
 * @param mounts other mounts that it left alone
 * @param excluded entries that a pattern excluded, each directory as one
 * @param links files that were left alone since they have several links
 * @param special files that lost a set-user-ID or set-group-ID bit or file capabilities
 * @param failures what could not be done
 * @param shown the first 20 failures, one line each
 * @param isStopped whether it was ended before it was done
 */
public record Report(
        long entries,
        long changed,
        long mounts,
        long excluded,
        long links,
        long special,
        long failures,
        List<String> shown,
        boolean isStopped) {}
