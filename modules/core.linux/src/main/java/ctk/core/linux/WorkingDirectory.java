package ctk.core.linux;

/** The working directory of this process, and so of every thread and every program it starts. */
public final class WorkingDirectory {

    private WorkingDirectory() {}

    /**
     * Return its path without links (getcwd(2)); with {@code (unreachable)} before it if it is
     * outside of the root directory.
     *
     * @throws KernelException if it was removed
     */
    public static ByteString path() throws KernelException {
        byte[] room = new byte[4096];
        int length = SelfCalls.workingDirectory(room);
        if (length < 0) {
            throw new KernelException("find", ByteString.of("the working directory"), -length);
        }
        return ByteString.of(room).slice(0, length);
    }

    /** Change it (chdir(2)). */
    public static void change(ByteString directory) throws KernelException {
        int result = JobCalls.changeDirectory(directory.toBytes());
        if (result < 0) {
            throw new KernelException("change to", directory, -result);
        }
    }
}
