package ctk.core.volumes;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which files a walk is about.
 *
 * @param policy which of them are changed
 * @param crossMounts also those on other mounts below the root
 * @param skipHardLinks not those that have several links, since another may lie elsewhere
 * @param excludes patterns on the path below the root; a directory goes with all that is in it
 * @param shard the part of the tree, or null for all
 * @param bestEffort what the kernel refused (EPERM, EACCES, EROFS) does not keep ROOT_MISMATCH from
 *     changing the root, so that later walks skip the tree; other failures do
 * @param force also below roots that are refused otherwise: see {@link Root}
 */
public record Scope(
        Policy policy,
        boolean crossMounts,
        boolean skipHardLinks,
        List<ByteString> excludes,
        @Nullable Shard shard,
        boolean bestEffort,
        boolean force) {}
