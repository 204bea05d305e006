package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/**
 * A fact that can be checked without a Java VM. If all guards of a change hold there is nothing to
 * do: a start that was sealed skips it then, and is a usual start otherwise. Those of steps that
 * are not of the image are not used: their code is not compared.
 */
public sealed interface Guard {

    /** Whatever the mode is. */
    int ANY_MODE = -1;

    /**
     * The file is there and is so.
     *
     * @param path absolute; no component of it may be a symbolic link
     * @param type a regular file or a directory
     * @param owner null: whoever it is
     * @param mode its twelve permission bits, or {@link #ANY_MODE}
     */
    record Status(String path, FileStatus.Type type, @Nullable Owner owner, int mode)
            implements Guard {}

    /** The regular file holds these bytes, and is no symbolic link. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, compared never
    record Content(String path, byte[] bytes) implements Guard {}

    /** The variable of ctk's caller has this value, or is not set. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, compared never
    record Variable(String name, byte @Nullable [] value) implements Guard {}
}
