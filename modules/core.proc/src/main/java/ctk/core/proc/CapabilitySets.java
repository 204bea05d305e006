package ctk.core.proc;

/**
 * The capability sets of a process (capabilities(7)), bit n for capability n.
 *
 * @param inheritable kept over execve of programs that have them in their file
 * @param permitted the most that it can make effective
 * @param effective what the kernel asks for
 * @param bounding the most that execve can give
 * @param ambient kept over execve of any program
 */
public record CapabilitySets(
        long inheritable, long permitted, long effective, long bounding, long ambient) {}
