package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/** A fact that can be checked without a Java VM, and that tells that there is nothing to do. */
public sealed interface Guard {

    /** The file is there and is so; no link is followed at its end. */
    record Status(String path, FileStatus status) implements Guard {}

    /** The file holds these bytes. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, compared never
    record Content(String path, byte[] bytes) implements Guard {}

    /** The variable has this value, or is not set. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, compared never
    record Variable(String name, byte @Nullable [] value) implements Guard {}
}
