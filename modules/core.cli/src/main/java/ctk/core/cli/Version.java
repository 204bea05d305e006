package ctk.core.cli;

import java.lang.module.ModuleDescriptor;

/** The version of ctk: the one its modules were built with. */
public final class Version {

    private Version() {}

    /** Return {@code ctk VERSION} and a newline. */
    public static String line() {
        ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
        String version = descriptor == null ? "" : descriptor.rawVersion().orElse("");
        return ("ctk " + version).strip() + "\n";
    }
}
