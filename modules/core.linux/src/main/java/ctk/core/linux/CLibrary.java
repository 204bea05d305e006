package ctk.core.linux;

/**
 * The C library that ctk runs on: one of its own, so that it runs on every machine. The modules of
 * a machine's name service cannot be loaded into that.
 */
public final class CLibrary {

    private CLibrary() {}

    /** Tell whether it is that of the installation, and not the machine's. */
    public static boolean isOwn() {
        return "own".equals(System.getProperty("ctk.library")); // vm.c
    }
}
