package ctk.core.linux;

/** The installation that this process runs from. */
public final class Installation {

    private Installation() {}

    /** Return its directory, which is the parent of {@code bin}. */
    public static String home() {
        return System.getProperty("java.home");
    }

    /**
     * Tell whether the C library is that of the installation, so that it runs on every machine, and
     * not the machine's. The modules of a machine's name service cannot be loaded into that.
     */
    public static boolean hasOwnLibrary() {
        return "own".equals(System.getProperty("ctk.library")); // vm.c
    }

    /** Return how many archives of class data the VM uses: none, that of run, or that and ctk's. */
    public static int archives() {
        boolean isSharing = System.getProperty("java.vm.info", "").contains("sharing");
        return isSharing ? Kernel.archives() : 0; // else it may have found what it mapped unfit
    }
}
