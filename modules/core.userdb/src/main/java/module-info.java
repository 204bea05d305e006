/**
 * Users and groups: passwd and group files, user specs, and who a spec means. Pure Java over byte
 * input.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.userdb {
    requires static transitive org.jspecify;
    requires transitive ctk.core.linux;

    exports ctk.core.userdb;
}
