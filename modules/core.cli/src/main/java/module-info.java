/**
 * What commands share: the Command interface, the option table with its two readers, exit codes and
 * the error line.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.cli {
    requires transitive ctk.core.exec;
    requires transitive ctk.core.linux;
    requires static transitive org.jspecify;
    requires info.picocli;

    exports ctk.core.cli;
}
