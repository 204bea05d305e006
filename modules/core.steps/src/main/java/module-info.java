/**
 * From the entries of a configuration to a container that is set up: finds steps, plans them
 * against a view of the system, and applies what they plan.
 *
 * @uses ctk.core.setup.SetupStep the steps of the image and of plugin directories
 */
@org.jspecify.annotations.NullMarked
module ctk.core.steps {
    requires transitive ctk.core.config;
    requires transitive ctk.core.exec;
    requires ctk.core.files;
    requires transitive ctk.core.linux;
    requires transitive ctk.core.setup;
    requires transitive ctk.core.userdb;
    requires static transitive org.jspecify;

    exports ctk.core.steps;

    uses ctk.core.setup.SetupStep;
}
