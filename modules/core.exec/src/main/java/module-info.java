/** From an identity, the process as it is, and a command to a decision and its bytes. Pure Java. */
@org.jspecify.annotations.NullMarked
module ctk.core.exec {
    requires transitive ctk.core.linux;
    requires transitive ctk.core.userdb;
    requires static transitive org.jspecify;

    exports ctk.core.exec;
}
