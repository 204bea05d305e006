/**
 * The configuration: TOML files to records, with the place of every value, and the variables in
 * them. No type of the TOML library leaves it.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.config {
    requires static transitive org.jspecify;
    requires transitive ctk.core.linux;
    requires org.tomlj;

    exports ctk.core.config;
}
