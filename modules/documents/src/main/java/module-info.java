/**
 * Makes man pages and completions from the option tables of the commands and the keys of the steps.
 * A program of the build, not in the image.
 *
 * @uses ctk.core.cli.Command the commands to tell of
 * @uses ctk.core.setup.SetupStep the steps to tell of
 */
@org.jspecify.annotations.NullMarked
module ctk.documents {
    requires ctk.core.cli;
    requires ctk.core.setup;
    requires ctk.core.steps;
    requires static org.jspecify;

    uses ctk.core.cli.Command;
    uses ctk.core.setup.SetupStep;
}
