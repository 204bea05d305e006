/**
 * The step {@code render}: files out of templates.
 *
 * @provides ctk.core.setup.SetupStep render
 */
@org.jspecify.annotations.NullMarked
module ctk.plugins.render {
    requires ctk.core.setup;
    requires static org.jspecify;

    provides ctk.core.setup.SetupStep with
            ctk.plugins.render.RenderStep;
}
