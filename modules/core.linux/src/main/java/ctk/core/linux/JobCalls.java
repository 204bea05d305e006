package ctk.core.linux;

/** What a shell asks of the kernel, bound by job.c. Failures are -errno. */
final class JobCalls {

    static {
        Kernel.bindJobCalls();
    }

    private JobCalls() {}

    /**
     * getcwd(2).
     *
     * @param path 4096 bytes
     * @return the length
     */
    static native int workingDirectory(byte[] path);

    /** chdir(2). */
    static native int changeDirectory(byte[] path);
}
