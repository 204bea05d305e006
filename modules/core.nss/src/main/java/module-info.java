/**
 * Users and groups by the C library's name service switch, nsswitch.conf(5). No type of the library
 * that calls it leaves this module.
 */
@org.jspecify.annotations.NullMarked
module ctk.core.nss {
    requires static transitive org.jspecify;
    requires transitive ctk.core.userdb;
    requires org.jnrproject;

    exports ctk.core.nss;
}
