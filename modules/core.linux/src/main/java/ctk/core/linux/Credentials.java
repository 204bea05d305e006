package ctk.core.linux;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Who a process is (credentials(7), capabilities(7)).
 *
 * @param uid real, effective and saved user id
 * @param gid real, effective and saved group id
 * @param groups supplementary group ids in the kernel's order: ascending by the ids that they have
 *     outside of a user namespace
 * @param effective capability set, bit n for capability n
 * @param permitted capability set
 * @param inheritable capability set
 */
@SuppressWarnings("ArrayRecordComponent") // read often at start, compared never
public record Credentials(
        long[] uid, long[] gid, long[] groups, long effective, long permitted, long inheritable) {

    private static final int FIXED = 9;

    /** What is told instead of the truth, or null. */
    private static volatile @Nullable Credentials supposed;

    /**
     * Ask the kernel.
     *
     * @return the credentials of the calling thread
     * @throws KernelException if one of the calls is denied, as by a seccomp filter
     */
    public static Credentials current() throws KernelException {
        Credentials instead = supposed;
        if (instead != null) {
            return instead;
        }
        long[] facts = Kernel.credentials();
        if (facts.length < FIXED) {
            throw new KernelException("read", ByteString.of("credentials"), (int) -facts[0]);
        }
        return new Credentials(
                Arrays.copyOfRange(facts, 0, 3),
                Arrays.copyOfRange(facts, 3, 6),
                Arrays.copyOfRange(facts, FIXED, facts.length),
                facts[6],
                facts[7],
                facts[8]);
    }

    /**
     * Let {@link #current} tell what would be so in another process, until it is told otherwise:
     * for who decides today what is to be done there.
     *
     * @param other null: the truth again
     */
    public static void suppose(@Nullable Credentials other) {
        supposed = other;
    }

    /** Return the effective user id. */
    public long effectiveUid() {
        return uid[1];
    }

    /** Return the effective group id. */
    public long effectiveGid() {
        return gid[1];
    }

    /** Tell whether the effective set holds the capability. */
    public boolean has(Capability capability) {
        return (effective & (1L << capability.number())) != 0;
    }
}
