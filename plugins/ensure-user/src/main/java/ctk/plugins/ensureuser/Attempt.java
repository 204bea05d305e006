package ctk.plugins.ensureuser;

import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/** An edit that leaves the content as it is, and remembers why, where it is refused. */
final class Attempt implements UnaryOperator<byte[]> {

    private final Edit edit;
    @Nullable SetupException refusal;

    /** Do nothing yet. */
    Attempt(Edit edit) {
        this.edit = edit;
    }

    @Override
    public byte[] apply(byte[] content) {
        try {
            byte[] made = edit.apply(content);
            return made == null ? content : made;
        } catch (SetupException e) {
            refusal = e;
            return content;
        }
    }
}
