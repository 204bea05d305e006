/**
 * What the kernel tells in /proc of processes, their files and sockets, mounts, limits and control
 * groups.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.proc {
    requires transitive ctk.core.linux;
    requires static transitive org.jspecify;

    exports ctk.core.proc;
}
