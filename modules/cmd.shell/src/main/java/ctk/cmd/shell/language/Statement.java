package ctk.cmd.shell.language;

import ctk.core.linux.ByteString;

import java.util.List;

/**
 * Pipelines that depend on one another.
 *
 * @param first the one that is run in any case
 * @param rest those behind {@code &&} and {@code ||}
 * @param isBackground whether {@code &} ends it
 * @param text the line as it was written
 */
public record Statement(Pipeline first, List<Next> rest, boolean isBackground, ByteString text) {

    /**
     * A further pipeline.
     *
     * @param afterSuccess run if the one before succeeded ({@code &&}), else if it failed
     */
    public record Next(boolean afterSuccess, Pipeline pipeline) {}
}
